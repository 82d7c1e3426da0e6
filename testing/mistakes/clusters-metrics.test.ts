import { clusterMetrics } from './clusters-metrics.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterMetrics);
