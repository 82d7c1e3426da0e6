import { foundMistakes } from './mistake.ts';
import { prodOverlays } from './prod-overlays.ts';

foundMistakes(prodOverlays);
