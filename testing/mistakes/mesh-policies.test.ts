import { meshPolicies } from './mesh-policies.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(meshPolicies);
