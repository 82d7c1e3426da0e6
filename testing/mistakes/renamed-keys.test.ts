import { renamedKeys } from './renamed-keys.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(renamedKeys);
