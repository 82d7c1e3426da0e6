import { foundMistakes } from './mistake.ts';
import { prodGitops } from './prod-gitops.ts';

foundMistakes(prodGitops);
