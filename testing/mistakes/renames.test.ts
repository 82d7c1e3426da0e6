import { renames } from './renames.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(renames);
