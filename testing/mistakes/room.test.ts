import { foundMistakes } from './mistake.ts';
import { room } from './room.ts';

foundMistakes(room);
