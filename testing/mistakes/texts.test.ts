import { foundMistakes } from './mistake.ts';
import { texts } from './texts.ts';

foundMistakes(texts);
