import { foundMistakes } from './mistake.ts';
import { rights } from './rights.ts';

foundMistakes(rights);
