import { guides } from './guides.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(guides);
