import { foundMistakes } from './mistake.ts';
import { prodMonitoring } from './prod-monitoring.ts';

foundMistakes(prodMonitoring);
