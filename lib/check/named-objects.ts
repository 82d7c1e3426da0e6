import type { KubeObject } from '../manifest/manifest.ts';
import { fields, itemsAt, text, textAt, textsAt } from './read.ts';

/** A place where an object of an operator names another object. */
export interface NamedObject {
  readonly path: string;
  /** Kind that is looked up: `cert-manager.io/v1/ClusterIssuer`. */
  readonly kind: string;
  readonly name: string;
  /** Empty for a kind without namespaces. */
  readonly namespace: string;
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

/** References of operators' kinds, from their API documentation. */
export const PLACES: Readonly<Record<string, readonly Place[]>> = {
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
  'keda.sh/v1alpha1/ScaledObject': [
    {
      path: 'spec.triggers[].authenticationRef',
      kinds: {
        TriggerAuthentication: { kind: 'keda.sh/v1alpha1/TriggerAuthentication' },
        ClusterTriggerAuthentication: { kind: 'keda.sh/v1alpha1/ClusterTriggerAuthentication', clusterWide: true },
      },
    },
  ],
  'kustomize.toolkit.fluxcd.io/v1/Kustomization': [
    { path: 'spec.sourceRef', kinds: FLUX_SOURCES },
    { path: 'spec.dependsOn[]', kinds: { Kustomization: { kind: 'kustomize.toolkit.fluxcd.io/v1/Kustomization' } } },
  ],
  'metallb.io/v1beta1/BGPAdvertisement': [POOLS],
  'metallb.io/v1beta1/L2Advertisement': [POOLS],
  'secrets.hashicorp.com/v1beta1/VaultAuth': [
    { path: 'spec.vaultConnectionRef', plain: true, kinds: { VaultConnection: { kind: 'secrets.hashicorp.com/v1beta1/VaultConnection' } } },
  ],
  'secrets.hashicorp.com/v1beta1/VaultStaticSecret': [
    { path: 'spec.vaultAuthRef', plain: true, kinds: { VaultAuth: { kind: 'secrets.hashicorp.com/v1beta1/VaultAuth' } } },
  ],
  'snapshot.storage.k8s.io/v1/VolumeSnapshot': [
    { path: 'spec.source.persistentVolumeClaimName', plain: true, kinds: { PersistentVolumeClaim: { kind: 'v1/PersistentVolumeClaim' } } },
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
    for (const { value, at } of valuesAt(object, path)) {
      const name = plain ? text(value) : textAt(value, 'name');
      const group = textAt(value, 'group');
      const found = kinds[textAt(value, 'kind') ?? Object.keys(kinds)[0] ?? ''];
      // A name with a slash or in another group is for somebody else.
      if (name === undefined || name === '' || name.includes('/') || found === undefined || (group !== undefined && !groups.has(group)))
        continue;
      const namespace = found.clusterWide === true ? '' : (textAt(value, 'namespace') ?? own);
      yield { path: at, kind: found.kind, name, namespace };
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
    };
  }
}

function valuesAt(object: unknown, path: string): readonly { readonly value: unknown; readonly at: string }[] {
  const [list, rest] = path.split('[]');
  if (rest === undefined || list === undefined) {
    const parent = path.slice(0, path.lastIndexOf('.'));
    return [{ value: fieldAt(object, parent, path.slice(path.lastIndexOf('.') + 1)), at: path }];
  }
  return itemsAt(object, list).map((item, index) => ({
    value: rest === '' ? item : fieldAt(item, '', rest.slice(1)),
    at: `${list}[${index}]${rest}`,
  }));
}

function fieldAt(value: unknown, parent: string, name: string): unknown {
  let found: unknown = value;
  for (const step of parent === '' ? [] : parent.split('.')) found = fields(found)[step];
  return fields(found)[name];
}
