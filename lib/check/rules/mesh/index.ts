import type { Rule } from '../../rule.ts';
import { ambientNeedsWaypoint } from './ambient-needs-waypoint.ts';
import { clientAddressKept } from './client-address-kept.ts';
import { corsOriginsMatch } from './cors-origins-match.ts';
import { corsPreflightReaches } from './cors-preflight-reaches.ts';
import { databaseOutsideMesh } from './database-outside-mesh.ts';
import { delegateExists } from './delegate-exists.ts';
import { destinationServiceExists } from './destination-service-exists.ts';
import { destinationSubsetExists } from './destination-subset-exists.ts';
import { envoyClusterExists } from './envoy-cluster-exists.ts';
import { envoyFilterApplies } from './envoy-filter-applies.ts';
import { externalTlsOnce } from './external-tls-once.ts';
import { gatewayCertificateOnce } from './gateway-certificate-once.ts';
import { gatewayExists } from './gateway-exists.ts';
import { gatewayPodsInjected } from './gateway-pods-injected.ts';
import { gatewayReachesCanary } from './gateway-reaches-canary.ts';
import { gatewayRoutesFit } from './gateway-routes-fit.ts';
import { gatewaySelectsPods } from './gateway-selects-pods.ts';
import { gatewayServersListen } from './gateway-servers-listen.ts';
import { hostRoutedOnce } from './host-routed-once.ts';
import { httpSettingsNeedHttp } from './http-settings-need-http.ts';
import { injectionAgrees } from './injection-agrees.ts';
import { internalHostOnMesh } from './internal-host-on-mesh.ts';
import { istioApiServed } from './istio-api-served.ts';
import { istioFieldsAct } from './istio-fields-act.ts';
import { istioWordsKnown } from './istio-words-known.ts';
import { istiodValuesWork } from './istiod-values-work.ts';
import { jobSidecar } from './job-sidecar.ts';
import { localityFailoverActs } from './locality-failover-acts.ts';
import { meshNamespaceInjects } from './mesh-namespace-injects.ts';
import { meshPodLabels } from './mesh-pod-labels.ts';
import { meshPolicySelects } from './mesh-policy-selects.ts';
import { meshProviderFits } from './mesh-provider-fits.ts';
import { meshProviderReaches } from './mesh-provider-reaches.ts';
import { meshStrictFits } from './mesh-strict-fits.ts';
import { mirrorReadsOnly } from './mirror-reads-only.ts';
import { mtlsSwitchedOff } from './mtls-switched-off.ts';
import { nginxSeesClients } from './nginx-sees-clients.ts';
import { noFaultLeft } from './no-fault-left.ts';
import { oneDoorPerHost } from './one-door-per-host.ts';
import { oneEntry } from './one-entry.ts';
import { oneIngressPath } from './one-ingress-path.ts';
import { onePolicyPerScope } from './one-policy-per-scope.ts';
import { outboundRegistered } from './outbound-registered.ts';
import { outlierDetectionSpares } from './outlier-detection-spares.ts';
import { peerAuthenticationEffective } from './peer-authentication-effective.ts';
import { portPolicyWhole } from './port-policy-whole.ts';
import { portProtocolDeclared } from './port-protocol-declared.ts';
import { portProtocolFits } from './port-protocol-fits.ts';
import { probesPassSidecar } from './probes-pass-sidecar.ts';
import { proxyConfigKnown } from './proxy-config-known.ts';
import { publicHostHasGateway } from './public-host-has-gateway.ts';
import { rateLimitActs } from './rate-limit-acts.ts';
import { rateLimitServiceAgrees } from './rate-limit-service-agrees.ts';
import { redirectEnds } from './redirect-ends.ts';
import { retryBudget } from './retry-budget.ts';
import { rewriteKeepsPath } from './rewrite-keeps-path.ts';
import { routeMatchesWritten } from './route-matches-written.ts';
import { routesReachable } from './routes-reachable.ts';
import { serviceEntryReaches } from './service-entry-reaches.ts';
import { sidecarFiguresWhole } from './sidecar-figures-whole.ts';
import { sidecarPortsFree } from './sidecar-ports-free.ts';
import { sidecarReaches } from './sidecar-reaches.ts';
import { sidecarUserOwn } from './sidecar-user-own.ts';
import { strictCallersMeshed } from './strict-callers-meshed.ts';
import { strictEntry } from './strict-entry.ts';
import { strictMtlsOriginated } from './strict-mtls-originated.ts';
import { strictScrape } from './strict-scrape.ts';
import { subsetHasPods } from './subset-has-pods.ts';
import { subsetsDiffer } from './subsets-differ.ts';
import { telemetryFilterReads } from './telemetry-filter-reads.ts';
import { telemetryProviderDeclared } from './telemetry-provider-declared.ts';
import { timeoutsNest } from './timeouts-nest.ts';
import { tlsModesAgree } from './tls-modes-agree.ts';
import { tokenKeysReachable } from './token-keys-reachable.ts';
import { tokenRequired } from './token-required.ts';
import { tokenRulesAddUp } from './token-rules-add-up.ts';
import { tracingValuesRead } from './tracing-values-read.ts';

/** Istio: routes, encryption, sidecars. */
export const meshRules: readonly Rule[] = [
  ambientNeedsWaypoint,
  clientAddressKept,
  corsOriginsMatch,
  corsPreflightReaches,
  databaseOutsideMesh,
  delegateExists,
  destinationServiceExists,
  destinationSubsetExists,
  envoyClusterExists,
  envoyFilterApplies,
  externalTlsOnce,
  gatewayCertificateOnce,
  gatewayExists,
  gatewayPodsInjected,
  gatewayReachesCanary,
  gatewayRoutesFit,
  gatewaySelectsPods,
  gatewayServersListen,
  hostRoutedOnce,
  httpSettingsNeedHttp,
  injectionAgrees,
  internalHostOnMesh,
  istioApiServed,
  istioFieldsAct,
  istioWordsKnown,
  istiodValuesWork,
  jobSidecar,
  localityFailoverActs,
  meshNamespaceInjects,
  meshPodLabels,
  meshPolicySelects,
  meshProviderFits,
  meshProviderReaches,
  meshStrictFits,
  mirrorReadsOnly,
  mtlsSwitchedOff,
  nginxSeesClients,
  noFaultLeft,
  oneDoorPerHost,
  oneEntry,
  oneIngressPath,
  onePolicyPerScope,
  outboundRegistered,
  outlierDetectionSpares,
  peerAuthenticationEffective,
  portPolicyWhole,
  portProtocolDeclared,
  portProtocolFits,
  probesPassSidecar,
  proxyConfigKnown,
  publicHostHasGateway,
  rateLimitActs,
  rateLimitServiceAgrees,
  redirectEnds,
  retryBudget,
  rewriteKeepsPath,
  routeMatchesWritten,
  routesReachable,
  serviceEntryReaches,
  sidecarFiguresWhole,
  sidecarPortsFree,
  sidecarReaches,
  sidecarUserOwn,
  strictCallersMeshed,
  strictEntry,
  strictMtlsOriginated,
  strictScrape,
  subsetHasPods,
  subsetsDiffer,
  telemetryFilterReads,
  telemetryProviderDeclared,
  timeoutsNest,
  tlsModesAgree,
  tokenKeysReachable,
  tokenRequired,
  tokenRulesAddUp,
  tracingValuesRead,
];
