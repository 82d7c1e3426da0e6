import { queries } from './queries.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(queries);
