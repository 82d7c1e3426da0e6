import { clusterRecovery } from './clusters-recovery.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterRecovery);
