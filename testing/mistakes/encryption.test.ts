import { encryption } from './encryption.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(encryption);
