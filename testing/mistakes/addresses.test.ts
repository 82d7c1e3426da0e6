import { addresses } from './addresses.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(addresses);
