import { backups } from './backups.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(backups);
