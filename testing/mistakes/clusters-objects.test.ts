import { clusterObjects } from './clusters-objects.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterObjects);
