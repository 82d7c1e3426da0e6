import { foundMistakes } from './mistake.ts';
import { surroundings } from './surroundings.ts';

foundMistakes(surroundings);
