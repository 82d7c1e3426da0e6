import type { Rule } from '../../rule.ts';
import { agentsEverywhere } from './agents-everywhere.ts';
import { autoscalerFitsQuota } from './autoscaler-fits-quota.ts';
import { autoscalerReachesTarget } from './autoscaler-reaches-target.ts';
import { autoscalerWorks } from './autoscaler-works.ts';
import { budgetsOverlap } from './budgets-overlap.ts';
import { controlPlaneJobPlaced } from './control-plane-job-placed.ts';
import { controlPlaneTolerated } from './control-plane-tolerated.ts';
import { cronJobRuns } from './cron-job-runs.ts';
import { disruptionAllowed } from './disruption-allowed.ts';
import { hostPortFree } from './host-port-free.ts';
import { limitRangeFits } from './limit-range-fits.ts';
import { livenessOwnHealth } from './liveness-own-health.ts';
import { nodeChoiceScripted } from './node-choice-scripted.ts';
import { nodeNameKnown } from './node-name-known.ts';
import { podsFindNodes } from './pods-find-nodes.ts';
import { poolsFitServer } from './pools-fit-server.ts';
import { priorityClassesAgree } from './priority-classes-agree.ts';
import { probeCanFail } from './probe-can-fail.ts';
import { probesAgree } from './probes-agree.ts';
import { progressDeadlineFits } from './progress-deadline-fits.ts';
import { quantitiesPlausible } from './quantities-plausible.ts';
import { quotaCounts } from './quota-counts.ts';
import { quotaFits } from './quota-fits.ts';
import { readinessProbe } from './readiness-probe.ts';
import { replicasApart } from './replicas-apart.ts';
import { resourcesStated } from './resources-stated.ts';
import { shutdownTime } from './shutdown-time.ts';
import { singleWriterUpdate } from './single-writer-update.ts';
import { spreadFitsNodes } from './spread-fits-nodes.ts';
import { spreadSelectsOwnPods } from './spread-selects-own-pods.ts';
import { topologyKeyKnown } from './topology-key-known.ts';
import { verticalScalerActs } from './vertical-scaler-acts.ts';

/** Where pods fit, how they are replaced. */
export const schedulingRules: readonly Rule[] = [
  agentsEverywhere,
  autoscalerFitsQuota,
  autoscalerReachesTarget,
  autoscalerWorks,
  budgetsOverlap,
  controlPlaneJobPlaced,
  controlPlaneTolerated,
  cronJobRuns,
  disruptionAllowed,
  hostPortFree,
  limitRangeFits,
  livenessOwnHealth,
  nodeChoiceScripted,
  nodeNameKnown,
  podsFindNodes,
  poolsFitServer,
  priorityClassesAgree,
  probeCanFail,
  probesAgree,
  progressDeadlineFits,
  quantitiesPlausible,
  quotaCounts,
  quotaFits,
  readinessProbe,
  replicasApart,
  resourcesStated,
  shutdownTime,
  singleWriterUpdate,
  spreadFitsNodes,
  spreadSelectsOwnPods,
  topologyKeyKnown,
  verticalScalerActs,
];
