import { clusterLayers } from './clusters-layers.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterLayers);
