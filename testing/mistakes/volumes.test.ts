import { volumes } from './volumes.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(volumes);
