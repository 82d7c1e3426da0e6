import { foundMistakes } from './mistake.ts';
import { twice } from './twice.ts';

foundMistakes(twice);
