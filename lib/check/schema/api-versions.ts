import { addTo } from '../../values/multimap.ts';

/** An API version that is served no more. */
export interface RemovedApi {
  /** `1.25` of Kubernetes, or the release of what served it. */
  readonly since: string;
  /** Minor version of Kubernetes; `undefined` for custom resources. */
  readonly minor: number | undefined;
  /** What to write in its place. */
  readonly use: string;
  /** So long ago that hardly anybody runs what served it. */
  readonly long: boolean;
}

const WORKLOADS = ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'];

/**
 * Versions that Kubernetes served once: `<group>/<version>` → kinds (`*` for all) → minor version that removed it, and what replaced it.
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const KUBERNETES: readonly (readonly [string, readonly string[], number, string])[] = [
  ['extensions/v1beta1', WORKLOADS, 16, 'apps/v1'],
  ['extensions/v1beta1', ['NetworkPolicy'], 16, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', ['Ingress'], 22, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', ['PodSecurityPolicy'], 16, 'the labels of Pod Security admission'],
  ['apps/v1beta1', ['*'], 16, 'apps/v1'],
  ['apps/v1beta2', ['*'], 16, 'apps/v1'],
  ['networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], 22, 'networking.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1beta1', ['*'], 22, 'rbac.authorization.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1alpha1', ['*'], 22, 'rbac.authorization.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    22,
    'admissionregistration.k8s.io/v1',
  ],
  ['apiextensions.k8s.io/v1beta1', ['*'], 22, 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', ['*'], 22, 'apiregistration.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], 22, 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', ['Lease'], 22, 'coordination.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', ['*'], 22, 'scheduling.k8s.io/v1'],
  ['scheduling.k8s.io/v1alpha1', ['PriorityClass'], 22, 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'], 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', ['CSIStorageCapacity'], 27, 'storage.k8s.io/v1'],
  ['batch/v1beta1', ['CronJob'], 25, 'batch/v1'],
  ['batch/v2alpha1', ['CronJob'], 21, 'batch/v1'],
  ['discovery.k8s.io/v1beta1', ['*'], 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', ['*'], 25, 'events.k8s.io/v1'],
  ['autoscaling/v2beta1', ['*'], 25, 'autoscaling/v2'],
  ['autoscaling/v2beta2', ['*'], 26, 'autoscaling/v2'],
  ['policy/v1beta1', ['PodDisruptionBudget'], 25, 'policy/v1'],
  ['policy/v1beta1', ['PodSecurityPolicy'], 25, 'the labels of Pod Security admission'],
  ['node.k8s.io/v1beta1', ['*'], 25, 'node.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', ['*'], 26, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', ['*'], 29, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', ['*'], 32, 'flowcontrol.apiserver.k8s.io/v1'],
  ['networking.k8s.io/v1alpha1', ['IPAddress', 'ServiceCIDR'], 31, 'networking.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1alpha1',
    ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    32,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    34,
    'admissionregistration.k8s.io/v1',
  ],
  ['resource.k8s.io/v1alpha2', ['*'], 31, 'resource.k8s.io/v1'],
  ['resource.k8s.io/v1alpha3', ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'], 34, 'resource.k8s.io/v1'],
];

/** The same of custom resources: group and version → kinds → release that removed it, and what replaced it. */
const CUSTOM: readonly (readonly [string, readonly string[], string, string])[] = [
  ['certmanager.k8s.io/v1alpha1', ['*'], 'cert-manager 0.11', 'cert-manager.io/v1'],
  ['cert-manager.io/v1alpha2', ['*'], 'cert-manager 1.6', 'cert-manager.io/v1'],
  ['cert-manager.io/v1alpha3', ['*'], 'cert-manager 1.6', 'cert-manager.io/v1'],
  ['cert-manager.io/v1beta1', ['*'], 'cert-manager 1.6', 'cert-manager.io/v1'],
  ['authentication.istio.io/v1alpha1', ['*'], 'Istio 1.6', 'PeerAuthentication and RequestAuthentication of security.istio.io/v1'],
  ['rbac.istio.io/v1alpha1', ['*'], 'Istio 1.6', 'AuthorizationPolicy of security.istio.io/v1'],
  ['config.istio.io/v1alpha2', ['*'], 'Istio 1.8', 'Telemetry and WasmPlugin'],
  ['traefik.containo.us/v1alpha1', ['*'], 'Traefik 3', 'traefik.io/v1alpha1'],
  [
    'external-secrets.io/v1alpha1',
    ['ExternalSecret', 'SecretStore', 'ClusterSecretStore'],
    'External Secrets 0.16',
    'external-secrets.io/v1',
  ],
  [
    'external-secrets.io/v1beta1',
    ['ExternalSecret', 'SecretStore', 'ClusterSecretStore', 'ClusterExternalSecret'],
    'External Secrets 0.17',
    'external-secrets.io/v1',
  ],
  ['gateway.networking.k8s.io/v1alpha2', ['Gateway', 'GatewayClass', 'HTTPRoute'], 'Gateway API 1.0', 'gateway.networking.k8s.io/v1'],
  ['gateway.networking.k8s.io/v1alpha2', ['GRPCRoute'], 'Gateway API 1.2', 'gateway.networking.k8s.io/v1'],
  ['source.toolkit.fluxcd.io/v1beta1', ['*'], 'Flux 2.7', 'source.toolkit.fluxcd.io/v1'],
  ['kustomize.toolkit.fluxcd.io/v1beta1', ['*'], 'Flux 2.7', 'kustomize.toolkit.fluxcd.io/v1'],
  ['helm.toolkit.fluxcd.io/v2beta1', ['*'], 'Flux 2.7', 'helm.toolkit.fluxcd.io/v2'],
];

/** Served, and on its way out: `<group>/<version>` → kinds → what to write, and since when. */
const DEPRECATED: readonly (readonly [string, readonly string[], string, string])[] = [
  ['v1', ['ComponentStatus'], 'the health endpoints of the API server', 'Kubernetes 1.19'],
  ['v1', ['Endpoints'], 'EndpointSlice of discovery.k8s.io/v1', 'Kubernetes 1.33'],
  [
    'networking.istio.io/v1alpha3',
    ['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'WorkloadEntry', 'WorkloadGroup'],
    'networking.istio.io/v1',
    'Istio 1.22',
  ],
  [
    'networking.istio.io/v1beta1',
    ['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'WorkloadEntry', 'WorkloadGroup'],
    'networking.istio.io/v1',
    'Istio 1.22',
  ],
  ['security.istio.io/v1beta1', ['*'], 'security.istio.io/v1', 'Istio 1.22'],
  ['telemetry.istio.io/v1alpha1', ['*'], 'telemetry.istio.io/v1', 'Istio 1.22'],
  ['gateway.networking.k8s.io/v1beta1', ['Gateway', 'GatewayClass', 'HTTPRoute'], 'gateway.networking.k8s.io/v1', 'Gateway API 1.0'],
  ['longhorn.io/v1beta1', ['*'], 'longhorn.io/v1beta2', 'Longhorn 1.3'],
  ['helm.toolkit.fluxcd.io/v2beta2', ['*'], 'helm.toolkit.fluxcd.io/v2', 'Flux 2.3'],
  ['source.toolkit.fluxcd.io/v1beta2', ['*'], 'source.toolkit.fluxcd.io/v1', 'Flux 2.0'],
  ['kustomize.toolkit.fluxcd.io/v1beta2', ['*'], 'kustomize.toolkit.fluxcd.io/v1', 'Flux 2.0'],
];

/** Releases of years ago. */
const LONG_GONE = /^(cert-manager|Istio) /;

/** The rows of a table by the version that they are about: it is asked of every object, and most versions stand in none. */
function byVersion<T extends readonly [string, ...unknown[]]>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) addTo(found, row[0], row);
  return found;
}

const KUBERNETES_VERSIONS = byVersion(KUBERNETES);
const CUSTOM_VERSIONS = byVersion(CUSTOM);
const DEPRECATED_VERSIONS = byVersion(DEPRECATED);

function covers(kinds: readonly string[], kind: string): boolean {
  return kinds.includes('*') || kinds.includes(kind);
}

/** Says that a version is gone; of Kubernetes' own only what the cluster's version has removed. */
export function removedApi(apiVersion: string, kind: string, minor: number | undefined): RemovedApi | undefined {
  for (const [, kinds, since, use] of KUBERNETES_VERSIONS.get(apiVersion) ?? []) {
    if (covers(kinds, kind) && (minor === undefined || minor >= since)) return { since: `1.${since}`, minor: since, use, long: true };
  }
  const custom = CUSTOM_VERSIONS.get(apiVersion)?.find(([, kinds]) => covers(kinds, kind));
  return custom === undefined ? undefined : { since: custom[2], minor: undefined, use: custom[3], long: LONG_GONE.test(custom[2]) };
}

/** Says that a version is deprecated, and will be gone from a newer release. */
export function deprecatedApi(apiVersion: string, kind: string): { readonly use: string; readonly since: string } | undefined {
  const custom = DEPRECATED_VERSIONS.get(apiVersion)?.find(([, kinds]) => covers(kinds, kind));
  if (custom !== undefined) return { use: custom[2], since: custom[3] };
  const core = KUBERNETES_VERSIONS.get(apiVersion)?.find(([, kinds]) => covers(kinds, kind));
  return core === undefined ? undefined : { use: core[3], since: `Kubernetes, and removed in 1.${core[2]}` };
}
