import { dashboards } from './dashboards.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(dashboards);
