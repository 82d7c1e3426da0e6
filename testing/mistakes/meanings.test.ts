import { meanings } from './meanings.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(meanings);
