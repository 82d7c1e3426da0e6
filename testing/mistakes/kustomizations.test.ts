import { kustomizations } from './kustomizations.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(kustomizations);
