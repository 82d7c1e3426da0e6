import { alerting } from './alerting.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(alerting);
