import { foundMistakes } from './mistake.ts';
import { prodTools } from './prod-tools.ts';

foundMistakes(prodTools);
