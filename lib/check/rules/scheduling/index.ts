import type { Rule } from '../../rule.ts';
import { autoscalerFitsQuota } from './autoscaler-fits-quota.ts';
import { disruptionAllowed } from './disruption-allowed.ts';
import { limitRangeFits } from './limit-range-fits.ts';
import { quotaFits } from './quota-fits.ts';
import { readinessProbe } from './readiness-probe.ts';
import { resourcesStated } from './resources-stated.ts';
import { singleWriterUpdate } from './single-writer-update.ts';
import { spreadFitsNodes } from './spread-fits-nodes.ts';
import { spreadSelectsOwnPods } from './spread-selects-own-pods.ts';

/** Where pods fit, how they are replaced. */
export const schedulingRules: readonly Rule[] = [
  autoscalerFitsQuota,
  disruptionAllowed,
  limitRangeFits,
  quotaFits,
  readinessProbe,
  resourcesStated,
  singleWriterUpdate,
  spreadFitsNodes,
  spreadSelectsOwnPods,
];
