import { foundMistakes } from './mistake.ts';
import { fields } from './fields.ts';

foundMistakes(fields);
