import { capacity } from './capacity.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(capacity);
