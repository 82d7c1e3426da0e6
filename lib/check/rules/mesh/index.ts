import type { Rule } from '../../rule.ts';
import { ambientNeedsWaypoint } from './ambient-needs-waypoint.ts';
import { clientAddressKept } from './client-address-kept.ts';
import { databaseOutsideMesh } from './database-outside-mesh.ts';
import { delegateExists } from './delegate-exists.ts';
import { destinationServiceExists } from './destination-service-exists.ts';
import { destinationSubsetExists } from './destination-subset-exists.ts';
import { envoyFilterApplies } from './envoy-filter-applies.ts';
import { gatewayExists } from './gateway-exists.ts';
import { gatewayReachesCanary } from './gateway-reaches-canary.ts';
import { gatewaySelectsPods } from './gateway-selects-pods.ts';
import { gatewayServersListen } from './gateway-servers-listen.ts';
import { hostRoutedOnce } from './host-routed-once.ts';
import { httpSettingsNeedHttp } from './http-settings-need-http.ts';
import { injectionAgrees } from './injection-agrees.ts';
import { istioApiServed } from './istio-api-served.ts';
import { istioFieldsAct } from './istio-fields-act.ts';
import { istioWordsKnown } from './istio-words-known.ts';
import { istiodValuesWork } from './istiod-values-work.ts';
import { jobSidecar } from './job-sidecar.ts';
import { meshNamespaceInjects } from './mesh-namespace-injects.ts';
import { meshPodLabels } from './mesh-pod-labels.ts';
import { meshPolicySelects } from './mesh-policy-selects.ts';
import { meshProviderReaches } from './mesh-provider-reaches.ts';
import { meshStrictFits } from './mesh-strict-fits.ts';
import { mirrorReadsOnly } from './mirror-reads-only.ts';
import { mtlsSwitchedOff } from './mtls-switched-off.ts';
import { noFaultLeft } from './no-fault-left.ts';
import { oneDoorPerHost } from './one-door-per-host.ts';
import { oneEntry } from './one-entry.ts';
import { oneIngressPath } from './one-ingress-path.ts';
import { onePolicyPerScope } from './one-policy-per-scope.ts';
import { outboundRegistered } from './outbound-registered.ts';
import { outlierDetectionSpares } from './outlier-detection-spares.ts';
import { peerAuthenticationEffective } from './peer-authentication-effective.ts';
import { portProtocolDeclared } from './port-protocol-declared.ts';
import { publicHostHasGateway } from './public-host-has-gateway.ts';
import { rateLimitActs } from './rate-limit-acts.ts';
import { redirectEnds } from './redirect-ends.ts';
import { retryBudget } from './retry-budget.ts';
import { rewriteKeepsPath } from './rewrite-keeps-path.ts';
import { routesReachable } from './routes-reachable.ts';
import { serviceEntryReaches } from './service-entry-reaches.ts';
import { sidecarFiguresWhole } from './sidecar-figures-whole.ts';
import { sidecarReaches } from './sidecar-reaches.ts';
import { strictEntry } from './strict-entry.ts';
import { strictScrape } from './strict-scrape.ts';
import { subsetHasPods } from './subset-has-pods.ts';
import { subsetsDiffer } from './subsets-differ.ts';
import { telemetryProviderDeclared } from './telemetry-provider-declared.ts';
import { tlsModesAgree } from './tls-modes-agree.ts';
import { tokenRequired } from './token-required.ts';
import { tracingValuesRead } from './tracing-values-read.ts';

/** Istio: routes, encryption, sidecars. */
export const meshRules: readonly Rule[] = [
  ambientNeedsWaypoint,
  clientAddressKept,
  databaseOutsideMesh,
  delegateExists,
  destinationServiceExists,
  destinationSubsetExists,
  envoyFilterApplies,
  gatewayExists,
  gatewayReachesCanary,
  gatewaySelectsPods,
  gatewayServersListen,
  hostRoutedOnce,
  httpSettingsNeedHttp,
  injectionAgrees,
  istioApiServed,
  istioFieldsAct,
  istioWordsKnown,
  istiodValuesWork,
  jobSidecar,
  meshNamespaceInjects,
  meshPodLabels,
  meshPolicySelects,
  meshProviderReaches,
  meshStrictFits,
  mirrorReadsOnly,
  mtlsSwitchedOff,
  noFaultLeft,
  oneDoorPerHost,
  oneEntry,
  oneIngressPath,
  onePolicyPerScope,
  outboundRegistered,
  outlierDetectionSpares,
  peerAuthenticationEffective,
  portProtocolDeclared,
  publicHostHasGateway,
  rateLimitActs,
  redirectEnds,
  retryBudget,
  rewriteKeepsPath,
  routesReachable,
  serviceEntryReaches,
  sidecarFiguresWhole,
  sidecarReaches,
  strictEntry,
  strictScrape,
  subsetHasPods,
  subsetsDiffer,
  telemetryProviderDeclared,
  tlsModesAgree,
  tokenRequired,
  tracingValuesRead,
];
