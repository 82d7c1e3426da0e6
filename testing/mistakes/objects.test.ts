import { foundMistakes } from './mistake.ts';
import { objects } from './objects.ts';

foundMistakes(objects);
