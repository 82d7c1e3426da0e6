import { duplicates } from './duplicates.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(duplicates);
