import { operators } from './operators.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(operators);
