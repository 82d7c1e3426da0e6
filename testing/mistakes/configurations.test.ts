import { configurations } from './configurations.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(configurations);
