import { claims } from './claims.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(claims);
