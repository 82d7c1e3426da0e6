import { foundMistakes } from './mistake.ts';
import { services } from './services.ts';

foundMistakes(services);
