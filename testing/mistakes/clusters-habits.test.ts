import { clusterHabits } from './clusters-habits.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterHabits);
