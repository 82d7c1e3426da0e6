import { policies } from './policies.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(policies);
