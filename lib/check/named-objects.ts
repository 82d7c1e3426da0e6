import type { KubeObject } from '../manifest/manifest.ts';
import { at, itemsAt, text, textAt, textsAt } from './read.ts';

/** A place where an object of an operator names another object. */
export interface NamedObject {
  readonly path: string;
  /** Kind that is looked up: `cert-manager.io/v1/ClusterIssuer`. */
  readonly kind: string;
  readonly name: string;
  /** Empty for a kind without namespaces. */
  readonly namespace: string;
  /** Kinds that the reference could name instead. */
  readonly instead?: readonly { readonly kind: string; readonly clusterWide?: boolean }[];
}

/** How one kind names others: a path, the kinds that may stand there, and the one that is meant when none is stated. */
interface Place {
  /** `spec.issuerRef`, or with `[]` for each of a list: `spec.parentRefs[]`. */
  readonly path: string;
  /** Kind by the word in the reference's `kind`; the first is the default. */
  readonly kinds: Readonly<Record<string, { readonly kind: string; readonly clusterWide?: boolean }>>;
  /** The place holds the name itself, not a map with `name`. */
  readonly plain?: boolean;
}

const STORES = {
  SecretStore: { kind: 'external-secrets.io/v1/SecretStore' },
  ClusterSecretStore: { kind: 'external-secrets.io/v1/ClusterSecretStore', clusterWide: true },
} as const;
const ISSUERS = {
  Issuer: { kind: 'cert-manager.io/v1/Issuer' },
  ClusterIssuer: { kind: 'cert-manager.io/v1/ClusterIssuer', clusterWide: true },
} as const;
const FLUX_SOURCES = {
  GitRepository: { kind: 'source.toolkit.fluxcd.io/v1/GitRepository' },
  HelmRepository: { kind: 'source.toolkit.fluxcd.io/v1/HelmRepository' },
  OCIRepository: { kind: 'source.toolkit.fluxcd.io/v1/OCIRepository' },
  Bucket: { kind: 'source.toolkit.fluxcd.io/v1/Bucket' },
} as const;
const PARENTS: Place = { path: 'spec.parentRefs[]', kinds: { Gateway: { kind: 'gateway.networking.k8s.io/v1/Gateway' } } };
const POOLS: Place = { path: 'spec.ipAddressPools[]', plain: true, kinds: { IPAddressPool: { kind: 'metallb.io/v1beta1/IPAddressPool' } } };

const TRIGGERS: Place = {
  path: 'spec.triggers[].authenticationRef',
  kinds: {
    TriggerAuthentication: { kind: 'keda.sh/v1alpha1/TriggerAuthentication' },
    ClusterTriggerAuthentication: { kind: 'keda.sh/v1alpha1/ClusterTriggerAuthentication', clusterWide: true },
  },
};
const OF_CLUSTER: Place = { path: 'spec.cluster', kinds: { Cluster: { kind: 'postgresql.cnpg.io/v1/Cluster' } } };
/** The operator finds the cluster of a topic or user by a label. */
const OF_KAFKA: Place = {
  path: 'metadata.labels.strimzi.io/cluster',
  plain: true,
  kinds: { Kafka: { kind: 'kafka.strimzi.io/v1beta2/Kafka' } },
};
const OF_CONNECT: Place = { ...OF_KAFKA, kinds: { KafkaConnect: { kind: 'kafka.strimzi.io/v1beta2/KafkaConnect' } } };

/** References of operators' kinds, from their API documentation. */
export const PLACES: Readonly<Record<string, readonly Place[]>> = {
  'argoproj.io/v1alpha1/CronWorkflow': [
    {
      path: 'spec.workflowSpec.workflowTemplateRef',
      kinds: { WorkflowTemplate: { kind: 'argoproj.io/v1alpha1/WorkflowTemplate' } },
    },
  ],
  'argoproj.io/v1alpha1/Sensor': [
    { path: 'spec.dependencies[].eventSourceName', plain: true, kinds: { EventSource: { kind: 'argoproj.io/v1alpha1/EventSource' } } },
  ],
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding': [
    {
      path: 'spec.policyName',
      plain: true,
      kinds: { ValidatingAdmissionPolicy: { kind: 'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy', clusterWide: true } },
    },
  ],
  'cert-manager.io/v1/Certificate': [{ path: 'spec.issuerRef', kinds: ISSUERS }],
  'external-secrets.io/v1/ExternalSecret': [{ path: 'spec.secretStoreRef', kinds: STORES }],
  'external-secrets.io/v1alpha1/PushSecret': [{ path: 'spec.secretStoreRefs[]', kinds: STORES }],
  'gateway.networking.k8s.io/v1/GRPCRoute': [PARENTS],
  'gateway.networking.k8s.io/v1/HTTPRoute': [PARENTS],
  'gateway.networking.k8s.io/v1alpha2/TCPRoute': [PARENTS],
  'gateway.networking.k8s.io/v1alpha2/TLSRoute': [PARENTS],
  'helm.toolkit.fluxcd.io/v2/HelmRelease': [
    { path: 'spec.chart.spec.sourceRef', kinds: FLUX_SOURCES },
    { path: 'spec.dependsOn[]', kinds: { HelmRelease: { kind: 'helm.toolkit.fluxcd.io/v2/HelmRelease' } } },
  ],
  'image.toolkit.fluxcd.io/v1beta2/ImagePolicy': [
    { path: 'spec.imageRepositoryRef', kinds: { ImageRepository: { kind: 'image.toolkit.fluxcd.io/v1beta2/ImageRepository' } } },
  ],
  'kafka.strimzi.io/v1beta2/KafkaConnector': [OF_CONNECT],
  'kafka.strimzi.io/v1beta2/KafkaTopic': [OF_KAFKA],
  'kafka.strimzi.io/v1beta2/KafkaUser': [OF_KAFKA],
  'keda.sh/v1alpha1/ScaledJob': [TRIGGERS],
  'keda.sh/v1alpha1/ScaledObject': [TRIGGERS],
  'kustomize.toolkit.fluxcd.io/v1/Kustomization': [
    { path: 'spec.sourceRef', kinds: FLUX_SOURCES },
    { path: 'spec.dependsOn[]', kinds: { Kustomization: { kind: 'kustomize.toolkit.fluxcd.io/v1/Kustomization' } } },
  ],
  'metallb.io/v1beta1/BGPAdvertisement': [POOLS],
  'metallb.io/v1beta1/L2Advertisement': [POOLS],
  'notification.toolkit.fluxcd.io/v1beta3/Alert': [
    { path: 'spec.providerRef', kinds: { Provider: { kind: 'notification.toolkit.fluxcd.io/v1beta3/Provider' } } },
  ],
  'postgresql.cnpg.io/v1/Backup': [OF_CLUSTER],
  'postgresql.cnpg.io/v1/Database': [OF_CLUSTER],
  'postgresql.cnpg.io/v1/Pooler': [OF_CLUSTER],
  'postgresql.cnpg.io/v1/ScheduledBackup': [OF_CLUSTER],
  'secrets.hashicorp.com/v1beta1/VaultAuth': [
    { path: 'spec.vaultConnectionRef', plain: true, kinds: { VaultConnection: { kind: 'secrets.hashicorp.com/v1beta1/VaultConnection' } } },
  ],
  'secrets.hashicorp.com/v1beta1/VaultStaticSecret': [
    { path: 'spec.vaultAuthRef', plain: true, kinds: { VaultAuth: { kind: 'secrets.hashicorp.com/v1beta1/VaultAuth' } } },
  ],
  'snapshot.storage.k8s.io/v1/VolumeSnapshot': [
    { path: 'spec.source.persistentVolumeClaimName', plain: true, kinds: { PersistentVolumeClaim: { kind: 'v1/PersistentVolumeClaim' } } },
  ],
  'tekton.dev/v1/PipelineRun': [{ path: 'spec.pipelineRef', kinds: { Pipeline: { kind: 'tekton.dev/v1/Pipeline' } } }],
  'traefik.io/v1alpha1/IngressRoute': [
    { path: 'spec.routes[].middlewares[]', kinds: { Middleware: { kind: 'traefik.io/v1alpha1/Middleware' } } },
    { path: 'spec.tls.options', kinds: { TLSOption: { kind: 'traefik.io/v1alpha1/TLSOption' } } },
  ],
  'traefik.io/v1alpha1/Middleware': [
    { path: 'spec.chain.middlewares[]', kinds: { Middleware: { kind: 'traefik.io/v1alpha1/Middleware' } } },
  ],
  'velero.io/v1/Schedule': [
    {
      path: 'spec.template.storageLocation',
      plain: true,
      kinds: { BackupStorageLocation: { kind: 'velero.io/v1/BackupStorageLocation' } },
    },
  ],
};

/** Annotations with which an Ingress or Gateway asks for a certificate. */
const ASKS: readonly (readonly [annotation: string, kind: string])[] = [
  ['cert-manager.io/cluster-issuer', 'ClusterIssuer'],
  ['cert-manager.io/issuer', 'Issuer'],
];

/** Every such place of an object; references to other API groups are left out. */
export function* namedObjects(object: KubeObject, places: readonly Place[]): Iterable<NamedObject> {
  const own = object.metadata.namespace ?? '';
  for (const { path, kinds, plain = false } of places) {
    const groups = new Set(Object.values(kinds).map(({ kind }) => kind.split('/')[0]));
    for (const { value, at: place } of valuesAt(object, path)) {
      const name = plain ? text(value) : textAt(value, 'name');
      const group = textAt(value, 'group');
      const found = kinds[textAt(value, 'kind') ?? Object.keys(kinds)[0] ?? ''];
      // A name with a slash or in another group is for somebody else.
      if (name === undefined || name === '' || name.includes('/') || found === undefined || (group !== undefined && !groups.has(group)))
        continue;
      const namespace = found.clusterWide === true ? '' : (textAt(value, 'namespace') ?? own);
      yield { path: place, kind: found.kind, name, namespace, instead: Object.values(kinds).filter((each) => each !== found) };
    }
  }
  const annotations = textsAt(object, 'metadata.annotations');
  for (const [annotation, kind] of ASKS) {
    const name = annotations[annotation];
    if (name === undefined) continue;
    yield {
      path: `metadata.annotations["${annotation}"]`,
      kind: `cert-manager.io/v1/${kind}`,
      name,
      namespace: kind === 'Issuer' ? own : '',
      instead: Object.values(ISSUERS).filter((each) => !each.kind.endsWith(`/${kind}`)),
    };
  }
}

function valuesAt(object: unknown, path: string): readonly { readonly value: unknown; readonly at: string }[] {
  const [list = '', ...more] = path.split('[]');
  if (more.length === 0) {
    // A label has dots of its own.
    const [, label] = /^metadata\.labels\.(.+)$/.exec(path) ?? [];
    return [{ value: label === undefined ? at(object, path) : textsAt(object, 'metadata.labels')[label], at: path }];
  }
  const rest = more.join('[]').replace(/^\./, '');
  return itemsAt(object, list).flatMap((item, index) =>
    rest === ''
      ? [{ value: item, at: `${list}[${index}]` }]
      : valuesAt(item, rest).map((each) => ({ value: each.value, at: `${list}[${index}].${each.at}` })),
  );
}
