import { foundMistakes } from './mistake.ts';
import { doors } from './doors.ts';

foundMistakes(doors);
