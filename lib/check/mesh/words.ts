/**
 * Annotations and labels that Istio reads, by their full name.
 * @see https://istio.io/latest/docs/reference/config/annotations/
 * @see https://istio.io/latest/docs/reference/config/labels/
 */
const NAMES: Readonly<Record<string, string>> = {
  'ambient.istio.io': 'bypass-inbound-capture redirection dns-capture waypoint-inbound-binding',
  'galley.istio.io': 'analyze-suppress',
  'gateway.istio.io': 'managed name-override service-account controller-version tls-terminate-mode tls-cipher-suites',
  'inject.istio.io': 'templates',
  'install.operator.istio.io': 'chart-owner owner-generation owning-resource owning-resource-namespace version',
  'internal.istio.io': '',
  'istio.io':
    'autoRegistrationGroup connectedAt dataplane-mode dry-run global gateway-name ingress-use-waypoint rev reroute-virtual-interfaces tag use-waypoint use-waypoint-namespace waypoint-for workloadController workloadName connected-at config disconnectedAt auto-registration-group',
  'networking.istio.io': 'address-type exportTo gatewayPort service-type traffic-distribution tunnel enableAutoSNI cluster-domain',
  'operator.istio.io': 'component managed version chart-owner',
  'prometheus.istio.io': 'merge-metrics',
  'proxy.istio.io': 'config overrides',
  'readiness.status.sidecar.istio.io': 'applicationPorts failureThreshold initialDelaySeconds periodSeconds',
  'security.istio.io': 'tlsMode',
  'service.istio.io': 'canonical-name canonical-revision workload-name',
  'sidecar.istio.io':
    'agentLogLevel bootstrapOverride componentLogLevel controlPlaneAuthPolicy discoveryAddress enableCoreDump extraStatTags inject interceptionMode logLevel nativeSidecar proxyCPU proxyCPULimit proxyImage proxyImageType proxyMemory proxyMemoryLimit rewriteAppHTTPProbers status statsCompression statsHistogramBuckets statsInclusionPrefixes statsInclusionRegexps statsInclusionSuffixes userVolume userVolumeMount',
  'status.sidecar.istio.io': 'port',
  'telemetry.istio.io': '',
  'topology.istio.io': 'cluster controlPlaneClusters network subzone',
  'traffic.istio.io': 'nodeSelector',
  'traffic.sidecar.istio.io':
    'excludeInboundPorts excludeInterfaces excludeOutboundIPRanges excludeOutboundPorts includeInboundPorts includeOutboundIPRanges includeOutboundPorts kubevirtInterfaces',
};

export const ISTIO_WORDS: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([prefix, names]) => names.split(' ').flatMap((name) => (name === '' ? [] : `${prefix}/${name}`))),
);

/** Prefixes whose names are all known; under others, versions of Istio differ too much to say that one is wrong. */
const CLOSED = [
  'sidecar.istio.io',
  'traffic.sidecar.istio.io',
  'proxy.istio.io',
  'readiness.status.sidecar.istio.io',
  'status.sidecar.istio.io',
  'inject.istio.io',
];

/** Words that the injector reads from pods alone. */
const OF_PODS = ['sidecar.istio.io', 'traffic.sidecar.istio.io', 'proxy.istio.io', 'inject.istio.io'];

function prefixOf(word: string): string {
  return word.slice(0, Math.max(0, word.indexOf('/')));
}

/** An annotation of Istio that it does not know; also one whose prefix is a slip: `sidecars.istio.io/inject`. */
export function isUnknownWord(word: string): boolean {
  const prefix = prefixOf(word);
  if (ISTIO_WORDS.has(word) || !prefix.endsWith('istio.io')) return false;
  return CLOSED.includes(prefix) || !(prefix in NAMES);
}

export function belongsToPods(word: string): boolean {
  return OF_PODS.includes(prefixOf(word));
}
