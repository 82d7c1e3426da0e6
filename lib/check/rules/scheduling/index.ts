import type { Rule } from '../../rule.ts';
import { disruptionAllowed } from './disruption-allowed.ts';
import { readinessProbe } from './readiness-probe.ts';
import { singleWriterUpdate } from './single-writer-update.ts';
import { spreadFitsNodes } from './spread-fits-nodes.ts';
import { spreadSelectsOwnPods } from './spread-selects-own-pods.ts';

/** Where pods fit, how they are replaced. */
export const schedulingRules: readonly Rule[] = [
  disruptionAllowed,
  readinessProbe,
  singleWriterUpdate,
  spreadFitsNodes,
  spreadSelectsOwnPods,
];
