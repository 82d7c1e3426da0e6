import type { KubeObject } from '../../manifest/manifest.ts';
import { at, fieldsAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { flaggerTargets, madeConfigs, referencedDeployments } from './makers.ts';

/**
 * A field of some kind whose value in the cluster is not the one of Git, whatever is synced. Autoscalers' replicas and the weights and
 * subset labels of Argo Rollouts are worked out in `runtime-fields.ts`.
 */
export interface Mutator {
  /** Group and kind, as of `kindOf`. */
  readonly kind: string;
  /** Pointer with `*` for every item of a list. */
  readonly pointer: string;
  /** `rewritten`: Git states it and somebody puts another value there. `defaulted`: Git leaves it out inside a list, and the API fills it in. */
  readonly how: 'rewritten' | 'defaulted';
  /** Who writes the value. */
  readonly by: string;
  /** Where that is known from. */
  readonly source: string;
  /** Only for such objects. @default all of the kind */
  readonly when?: (manifest: WorldObject, world: World) => boolean;
}

type When = (manifest: WorldObject, world: World) => boolean;

const CAINJECTOR = 'https://cert-manager.io/docs/concepts/ca-injector/';
const SERVICE = 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/';
const ESO = 'https://github.com/external-secrets/external-secrets/blob/main/config/crds/bases/external-secrets.io_externalsecrets.yaml';
const GATEWAY = 'https://github.com/argoproj/argo-helm/issues/3538';
const VCT = 'https://github.com/argoproj/argo-cd/issues/11143';
const UPDATER = 'https://argocd-image-updater.readthedocs.io/en/stable/basics/update-methods/';
const WEBHOOKS = 'admissionregistration.k8s.io';
const injected = annotated(
  'cert-manager.io/inject-ca-from',
  'cert-manager.io/inject-ca-from-secret',
  'cert-manager.io/inject-apiserver-ca',
  'service.beta.openshift.io/inject-cabundle',
);

export const MUTATORS: readonly Mutator[] = [
  rewritten(`${WEBHOOKS}/MutatingWebhookConfiguration`, '/webhooks/*/clientConfig/caBundle', 'the CA injector', CAINJECTOR, injected),
  rewritten(`${WEBHOOKS}/ValidatingWebhookConfiguration`, '/webhooks/*/clientConfig/caBundle', 'the CA injector', CAINJECTOR, injected),
  rewritten(
    `${WEBHOOKS}/ValidatingWebhookConfiguration`,
    '/webhooks/*/failurePolicy',
    'istiod',
    'https://github.com/istio/istio/issues/52785',
    ({ object }) => /^(istio-validator|istiod-default-validator)/.test(object.metadata.name),
  ),
  rewritten(
    `${WEBHOOKS}/MutatingWebhookConfiguration`,
    '/webhooks/*/clientConfig/caBundle',
    'istiod',
    'https://github.com/argoproj/argo-cd/issues/1487',
    ({ object }) => object.metadata.name.startsWith('istio-sidecar-injector'),
  ),
  rewritten(
    'apiextensions.k8s.io/CustomResourceDefinition',
    '/spec/conversion/webhook/clientConfig/caBundle',
    'the CA injector',
    CAINJECTOR,
    injected,
  ),
  rewritten('apiregistration.k8s.io/APIService', '/spec/caBundle', 'the CA injector', CAINJECTOR, injected),
  rewritten(
    'rbac.authorization.k8s.io/ClusterRole',
    '/rules',
    'the aggregation controller',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles',
    ({ object }) => at(object, 'aggregationRule') !== undefined && JSON.stringify(object['rules'] ?? []) !== '[]',
  ),
  rewritten('Service', '/spec/clusterIP', 'the API server', SERVICE, isEmpty('spec.clusterIP')),
  rewritten('Service', '/spec/healthCheckNodePort', 'the API server', SERVICE, isEmpty('spec.healthCheckNodePort')),
  rewritten(
    'Service',
    '/spec/selector/rollouts-pod-template-hash',
    'Argo Rollouts',
    'https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/',
  ),
  rewritten(
    'PersistentVolumeClaim',
    '/spec/volumeName',
    'the volume binder',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
    isEmpty('spec.volumeName'),
  ),
  rewritten(
    'PersistentVolumeClaim',
    '/spec/resources/requests/storage',
    'pvc-autoresizer',
    'https://github.com/topolvm/pvc-autoresizer',
    annotated('resize.topolvm.io/storage_limit'),
  ),
  rewritten(
    'PersistentVolume',
    '/spec/claimRef/uid',
    'the volume binder',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
  ),
  rewritten(
    'PersistentVolume',
    '/spec/claimRef/resourceVersion',
    'the volume binder',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
  ),
  rewritten(
    'apps/Deployment',
    '/spec/replicas',
    'Argo Rollouts, which takes its pods over',
    'https://argo-rollouts.readthedocs.io/en/stable/migrating/',
    (manifest, world) => referencedDeployments(world).has(key(manifest.object)) && at(manifest.object, 'spec.replicas') !== 0,
  ),
  rewritten(
    'apps/Deployment',
    '/spec/replicas',
    'Flagger',
    'https://docs.flagger.app/usage/how-it-works',
    (manifest, world) => flaggerTargets(world).has(key(manifest.object)) && at(manifest.object, 'spec.replicas') !== 0,
  ),
  rewritten(
    'cluster.x-k8s.io/MachineDeployment',
    '/spec/replicas',
    'the cluster autoscaler',
    'https://cluster-api.sigs.k8s.io/tasks/automated-machine-management/autoscaling',
    annotated('cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size'),
  ),
  rewritten('argoproj.io/Application', '/spec/source/kustomize/images', 'Argo CD Image Updater', UPDATER, updatesLive),
  rewritten('argoproj.io/Application', '/spec/source/helm/parameters', 'Argo CD Image Updater', UPDATER, updatesLive),
  rewritten(
    'Secret',
    '/data',
    'External Secrets',
    'https://external-secrets.io/latest/guides/ownership-deletion-policy/',
    made('ExternalSecret'),
  ),
  rewritten(
    'Secret',
    '/data',
    'Sealed Secrets',
    'https://github.com/bitnami-labs/sealed-secrets#managing-existing-secrets',
    made('SealedSecret'),
  ),
  rewritten('Secret', '/data', 'cert-manager', 'https://cert-manager.io/docs/usage/certificate/', made('Certificate')),
  rewritten(
    'Secret',
    '/data',
    'Vault Secrets Operator',
    'https://developer.hashicorp.com/vault/docs/platform/k8s/vso',
    made('VaultStaticSecret'),
  ),
  rewritten(
    'Secret',
    '/stringData',
    'External Secrets',
    'https://external-secrets.io/latest/guides/ownership-deletion-policy/',
    made('ExternalSecret'),
  ),
  rewritten(
    'Secret',
    '/stringData',
    'Sealed Secrets',
    'https://github.com/bitnami-labs/sealed-secrets#managing-existing-secrets',
    made('SealedSecret'),
  ),
  rewritten(
    'Secret',
    '/data/server.secretkey',
    'the server of Argo CD',
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-secret-yaml/',
    named('argocd-secret'),
  ),
  rewritten('ConfigMap', '/data', 'trust-manager', 'https://cert-manager.io/docs/trust/trust-manager/', made('Bundle')),
  rewritten(
    'ConfigMap',
    '/data',
    'the control plane',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-token-volume',
    named('kube-root-ca.crt', 'istio-ca-root-cert'),
  ),
  rewritten(
    'Endpoints',
    '/subsets',
    'the endpoints controller',
    'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
    ({ object }, world) =>
      Object.keys(fieldsAt(world.find('v1/Service', object.metadata.namespace ?? '', object.metadata.name)?.object, 'spec.selector'))
        .length > 0,
  ),
  rewritten(
    'batch/Job',
    '/spec/template/metadata/labels/controller-uid',
    'the Job controller',
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector',
  ),
  rewritten(
    'batch/Job',
    '/spec/template/metadata/labels/batch.kubernetes.io~1controller-uid',
    'the Job controller',
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector',
  ),
  rewritten(
    'serving.knative.dev/Service',
    '/metadata/annotations/serving.knative.dev~1creator',
    'the Knative webhook',
    'https://github.com/knative/serving/pull/3212',
  ),
  rewritten(
    'apps/Deployment',
    '/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt',
    'kubectl rollout restart',
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_restart/',
  ),
  rewritten(
    'apps/StatefulSet',
    '/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt',
    'kubectl rollout restart',
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_restart/',
  ),
  rewritten(
    'apps/DaemonSet',
    '/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt',
    'kubectl rollout restart',
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_restart/',
  ),
  rewritten(
    'argoproj.io/Rollout',
    '/spec/restartAt',
    'whoever restarts the Rollout',
    'https://argo-rollouts.readthedocs.io/en/stable/features/restart/',
  ),
  rewritten(
    'argoproj.io/Rollout',
    '/spec/template/spec/containers/*/env',
    'Reloader',
    'https://github.com/stakater/Reloader#argocd',
    reloadsByEnv,
  ),
  ...defaulted(
    'external-secrets.io/ExternalSecret',
    'the definition',
    ESO,
    ...['conversionStrategy', 'decodingStrategy', 'metadataPolicy'].flatMap((field) => [
      `/spec/data/*/remoteRef/${field}`,
      `/spec/dataFrom/*/extract/${field}`,
    ]),
  ),
  ...['HTTPRoute', 'GRPCRoute'].flatMap((kind) =>
    defaulted(
      `gateway.networking.k8s.io/${kind}`,
      'the definition',
      GATEWAY,
      '/spec/parentRefs/*/group',
      '/spec/parentRefs/*/kind',
      ...['group', 'kind', 'weight'].map((field) => `/spec/rules/*/backendRefs/*/${field}`),
    ),
  ),
  ...['TLSRoute', 'TCPRoute', 'UDPRoute'].flatMap((kind) =>
    defaulted(
      `gateway.networking.k8s.io/${kind}`,
      'the definition',
      GATEWAY,
      '/spec/parentRefs/*/group',
      '/spec/parentRefs/*/kind',
      '/spec/rules/*/backendRefs/*/group',
      '/spec/rules/*/backendRefs/*/kind',
    ),
  ),
  ...defaulted(
    'gateway.networking.k8s.io/Gateway',
    'the definition',
    GATEWAY,
    '/spec/listeners/*/tls/certificateRefs/*/group',
    '/spec/listeners/*/tls/certificateRefs/*/kind',
    '/spec/listeners/*/allowedRoutes',
  ),
];

/** Fields that only server-side apply shows as a difference. */
export const SERVER_SIDE: readonly Mutator[] = defaulted(
  'apps/StatefulSet',
  'the API server',
  VCT,
  '/spec/volumeClaimTemplates/*/apiVersion',
  '/spec/volumeClaimTemplates/*/kind',
);

function rewritten(kind: string, pointer: string, by: string, source: string, when?: When): Mutator {
  return { kind, pointer, how: 'rewritten', by, source, ...(when === undefined ? {} : { when }) };
}

function defaulted(kind: string, by: string, source: string, ...pointers: readonly string[]): readonly Mutator[] {
  return pointers.map((pointer) => ({ kind, pointer, how: 'defaulted', by, source }));
}

function annotated(...names: readonly string[]): When {
  return ({ object }) => names.some((name) => textsAt(object, 'metadata.annotations')[name] !== undefined);
}

function named(...names: readonly string[]): When {
  return ({ object }) => names.includes(object.metadata.name);
}

/** Stated, and stated as nothing. */
function isEmpty(path: string): When {
  return ({ object }) => {
    const value = at(object, path);
    return value === null || value === '' || value === 0;
  };
}

/** Written by an operator of this kind, too. */
function made(by: string): When {
  return ({ object }, world) =>
    madeConfigs(world)
      .get(`${object.kind}/${key(object)}`)
      ?.has(by) === true;
}

/** An image updater that changes the Application in the cluster, not in Git. */
function updatesLive(manifest: WorldObject): boolean {
  const { 'argocd-image-updater.argoproj.io/image-list': list, 'argocd-image-updater.argoproj.io/write-back-method': method } = textsAt(
    manifest.object,
    'metadata.annotations',
  );
  return list !== undefined && method?.startsWith('git') !== true;
}

/** Reloader in its default way: a variable in the container, instead of an annotation or a restart of the Rollout. */
function reloadsByEnv({ object }: WorldObject): boolean {
  const annotations = textsAt(object, 'metadata.annotations');
  const asked = ['reloader.stakater.com/auto', 'configmap.reloader.stakater.com/reload', 'secret.reloader.stakater.com/reload'];
  return asked.some((name) => annotations[name] !== undefined) && annotations['reloader.stakater.com/rollout-strategy'] === undefined;
}

function key({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
