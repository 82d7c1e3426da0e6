import { gitops } from './gitops.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(gitops);
