import type { Rule } from '../../rule.ts';
import { argocdIgnoreMatches } from './argocd-ignore-matches.ts';
import { argocdIgnoresRuntimeFields } from './argocd-ignores-runtime-fields.ts';
import { canarySteps } from './canary-steps.ts';
import { canaryWaits } from './canary-waits.ts';
import { rolloutObjectsExist } from './rollout-objects-exist.ts';
import { rolloutRoutesExist } from './rollout-routes-exist.ts';
import { rolloutSubsetsExist } from './rollout-subsets-exist.ts';

/** Argo CD and Argo Rollouts. */
export const deliveryRules: readonly Rule[] = [
  argocdIgnoreMatches,
  argocdIgnoresRuntimeFields,
  canarySteps,
  canaryWaits,
  rolloutObjectsExist,
  rolloutRoutesExist,
  rolloutSubsetsExist,
];
