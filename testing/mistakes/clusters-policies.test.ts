import { clusterPolicies } from './clusters-policies.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(clusterPolicies);
