import { alerts } from './alerts.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(alerts);
