import { builds } from './builds.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(builds);
