import { foundMistakes } from './mistake.ts';
import { settings } from './settings.ts';

foundMistakes(settings);
