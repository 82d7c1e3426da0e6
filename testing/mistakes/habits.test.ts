import { habits } from './habits.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(habits);
