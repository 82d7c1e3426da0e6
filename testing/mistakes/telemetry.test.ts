import { telemetry } from './telemetry.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(telemetry);
