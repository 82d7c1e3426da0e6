import { clusterScripts } from './clusters-scripts.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterScripts);
