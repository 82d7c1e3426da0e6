import { access } from './access.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(access);
