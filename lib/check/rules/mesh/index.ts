import type { Rule } from '../../rule.ts';
import { databaseOutsideMesh } from './database-outside-mesh.ts';
import { destinationServiceExists } from './destination-service-exists.ts';
import { destinationSubsetExists } from './destination-subset-exists.ts';
import { gatewayExists } from './gateway-exists.ts';
import { hostRoutedOnce } from './host-routed-once.ts';
import { jobSidecar } from './job-sidecar.ts';
import { meshStrictFits } from './mesh-strict-fits.ts';
import { oneEntry } from './one-entry.ts';
import { oneIngressPath } from './one-ingress-path.ts';
import { retryBudget } from './retry-budget.ts';

/** Istio: routes, encryption, sidecars. */
export const meshRules: readonly Rule[] = [
  databaseOutsideMesh,
  destinationServiceExists,
  destinationSubsetExists,
  gatewayExists,
  hostRoutedOnce,
  jobSidecar,
  meshStrictFits,
  oneEntry,
  oneIngressPath,
  retryBudget,
];
