import { misplaced } from './misplaced.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(misplaced);
