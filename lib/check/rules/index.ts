import type { Rule } from '../rule.ts';
import { argocdIgnoreMatches } from './argocd-ignore-matches.ts';
import { argocdIgnoresRuntimeFields } from './argocd-ignores-runtime-fields.ts';
import { canarySteps } from './canary-steps.ts';
import { canaryWaits } from './canary-waits.ts';
import { ciliumL7Readable } from './cilium-l7-readable.ts';
import { configExists } from './config-exists.ts';
import { configKeyExists } from './config-key-exists.ts';
import { databaseOutsideMesh } from './database-outside-mesh.ts';
import { databasePersistent } from './database-persistent.ts';
import { destinationServiceExists } from './destination-service-exists.ts';
import { destinationSubsetExists } from './destination-subset-exists.ts';
import { disruptionAllowed } from './disruption-allowed.ts';
import { gatewayExists } from './gateway-exists.ts';
import { hostRoutedOnce } from './host-routed-once.ts';
import { imageFirstParty } from './image-first-party.ts';
import { imagePinned } from './image-pinned.ts';
import { imagePullSecret } from './image-pull-secret.ts';
import { jobSidecar } from './job-sidecar.ts';
import { loadBalancerIp } from './load-balancer-ip.ts';
import { meshStrictFits } from './mesh-strict-fits.ts';
import { metallbAddress } from './metallb-address.ts';
import { metallbPrefix } from './metallb-prefix.ts';
import { noLiteralSecret } from './no-literal-secret.ts';
import { noNodeStorage } from './no-node-storage.ts';
import { noSecretObject } from './no-secret-object.ts';
import { oneEntry } from './one-entry.ts';
import { oneIngressPath } from './one-ingress-path.ts';
import { podReferencesExist } from './pod-references-exist.ts';
import { probePort } from './probe-port.ts';
import { quarantineDenies } from './quarantine-denies.ts';
import { readinessProbe } from './readiness-probe.ts';
import { retryBudget } from './retry-budget.ts';
import { rolloutObjectsExist } from './rollout-objects-exist.ts';
import { rolloutRoutesExist } from './rollout-routes-exist.ts';
import { rolloutSubsetsExist } from './rollout-subsets-exist.ts';
import { selectorMatchesTemplate } from './selector-matches-template.ts';
import { serviceSelectsPods } from './service-selects-pods.ts';
import { serviceTargetPort } from './service-target-port.ts';
import { singleWriterUpdate } from './single-writer-update.ts';
import { spreadFitsNodes } from './spread-fits-nodes.ts';
import { spreadSelectsOwnPods } from './spread-selects-own-pods.ts';
import { storageClassExists } from './storage-class-exists.ts';
import { targetExists } from './target-exists.ts';
import { uniqueNames } from './unique-names.ts';
import { urlHostExists } from './url-host-exists.ts';
import { urlPortExists } from './url-port-exists.ts';

/** Every rule, by id in code unit order. */
export const rules: readonly Rule[] = [
  argocdIgnoreMatches,
  argocdIgnoresRuntimeFields,
  canarySteps,
  canaryWaits,
  ciliumL7Readable,
  configExists,
  configKeyExists,
  databaseOutsideMesh,
  databasePersistent,
  destinationServiceExists,
  destinationSubsetExists,
  disruptionAllowed,
  gatewayExists,
  hostRoutedOnce,
  imageFirstParty,
  imagePinned,
  imagePullSecret,
  jobSidecar,
  loadBalancerIp,
  meshStrictFits,
  metallbAddress,
  metallbPrefix,
  noLiteralSecret,
  noNodeStorage,
  noSecretObject,
  oneEntry,
  oneIngressPath,
  podReferencesExist,
  probePort,
  quarantineDenies,
  readinessProbe,
  retryBudget,
  rolloutObjectsExist,
  rolloutRoutesExist,
  rolloutSubsetsExist,
  selectorMatchesTemplate,
  serviceSelectsPods,
  serviceTargetPort,
  singleWriterUpdate,
  spreadFitsNodes,
  spreadSelectsOwnPods,
  storageClassExists,
  targetExists,
  uniqueNames,
  urlHostExists,
  urlPortExists,
];
