import { credentials } from './credentials.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(credentials);
