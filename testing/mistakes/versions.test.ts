import { versions } from './versions.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(versions);
