import { movedServices } from './moved-services.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(movedServices);
