import { details } from './details.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(details);
