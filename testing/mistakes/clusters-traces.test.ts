import { clusterTraces } from './clusters-traces.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterTraces);
