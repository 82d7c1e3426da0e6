import type { KubeObject } from '../manifest/manifest.ts';
import { secretPlaces } from './chart-secret-places.ts';
import { helmValuesOf } from './helm.ts';
import { installerOf } from './installers.ts';
import { at, fields, itemsAt, join, strings, textAt, type Fields } from './read.ts';
import type { WorldObject } from './rule.ts';

/** A place outside pods where an object names a Secret or ConfigMap. */
export interface NamedSource {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace: string;
  readonly key: string | undefined;
  /** Where several are read from it. */
  readonly keys?: readonly string[];
  readonly path: string;
}

/** Keys that hold `{name, key}` of a Secret, whatever the operator calls them. */
const SECRET_KEYS =
  /(?:^|[a-z])(?:[sS]ecretRef|[sS]ecretKeyRef|[tT]okenRef|[pP]asswordRef|[cC]redentialsRef|authSecretRef)$|^(?:secret|keySecret|username|password|credentials|credential|bearerTokenSecret|basicAuthSecret|apiURL|serviceKey|routingKey|apiKey|accessKey|secretKey|additionalScrapeConfigs|clientSecret|clientId|secretTargetRef|objectStorageConfig|additionalAlertManagerConfigs|additionalAlertRelabelConfigs|alertRelabelConfigs|imagePullSecrets|secrets|certificateRefs)$/;

/** Keys whose text is the name of a Secret. */
const NAME_KEYS = /^(?:secretName|credentialName|configSecret|existingSecret|imagePullSecret)$/;

/** What operators write themselves: no reference to something that must exist. */
const WRITTEN = /^(?:privateKeySecretRef|accountKeySecretRef|writeConnectionSecretToRef|target|connectionSecretRef)$/;

/** Kinds that read Secrets, and the namespace in which cluster-wide ones look. */
export const SECRET_READERS: Readonly<Record<string, { readonly from?: string }>> = {
  'argoproj.io/v1alpha1/AnalysisTemplate': {},
  'cert-manager.io/v1/ClusterIssuer': { from: 'cert-manager' },
  'cert-manager.io/v1/Issuer': {},
  'core.k8sgpt.ai/v1alpha1/K8sGPT': {},
  'extensions.istio.io/v1alpha1/WasmPlugin': {},
  'external-secrets.io/v1/ClusterSecretStore': {},
  'external-secrets.io/v1/ExternalSecret': {},
  'external-secrets.io/v1/SecretStore': {},
  'gateway.networking.k8s.io/v1/Gateway': {},
  'keda.sh/v1alpha1/TriggerAuthentication': {},
  'kyverno.io/v1/ClusterPolicy': {},
  'kyverno.io/v1/Policy': {},
  'monitoring.coreos.com/v1/Alertmanager': {},
  'monitoring.coreos.com/v1/PodMonitor': {},
  'monitoring.coreos.com/v1/Prometheus': {},
  'monitoring.coreos.com/v1/ServiceMonitor': {},
  'monitoring.coreos.com/v1alpha1/AlertmanagerConfig': {},
  'networking.istio.io/v1/Gateway': {},
  'networking.k8s.io/v1/Ingress': {},
  'v1/ServiceAccount': {},
  'velero.io/v1/BackupStorageLocation': {},
};

/** Every such place of an object; those that cert-manager fills by annotation are left out. */
export function namedSources(object: KubeObject, from: string | undefined): readonly NamedSource[] {
  if (Object.keys(fields(object.metadata.annotations)).some((key) => key.includes('cert-manager.io/') || key.includes('acme'))) return [];
  const namespace = object.metadata.namespace ?? from ?? '';
  if (object.apiVersion.startsWith('kyverno.io/')) return copiedByPolicy(object, namespace);
  if (object.kind === 'ExternalSecret') return mergedInto(object, namespace);
  const body: Fields =
    object.kind === 'ServiceAccount'
      ? { secrets: object['secrets'], imagePullSecrets: object['imagePullSecrets'] }
      : { spec: object['spec'] };
  return [...walk(body, '', namespace)];
}

/** What a policy copies into other namespaces; all else in it is a pattern. */
function copiedByPolicy(object: KubeObject, namespace: string): readonly NamedSource[] {
  return itemsAt(object, 'spec.rules').flatMap((rule, index) => {
    const name = textAt(rule, 'generate.clone.name') ?? '';
    const kind = textAt(rule, 'generate.kind');
    if (name === '' || name.includes('{{') || (kind !== 'Secret' && kind !== 'ConfigMap')) return [];
    const from = textAt(rule, 'generate.clone.namespace') ?? namespace;
    return from.includes('{{') ? [] : [{ kind, name, namespace: from, key: undefined, path: `spec.rules[${index}].generate.clone` }];
  });
}

/** The Secret to which an ExternalSecret only adds: it never makes it. */
function mergedInto(object: KubeObject, namespace: string): readonly NamedSource[] {
  if (textAt(object, 'spec.target.creationPolicy') !== 'Merge') return [];
  return [
    { kind: 'Secret', name: textAt(object, 'spec.target.name') ?? object.metadata.name, namespace, key: undefined, path: 'spec.target' },
  ];
}

function* walk(value: unknown, path: string, namespace: string): Iterable<NamedSource> {
  for (const [key, child] of Object.entries(fields(value))) {
    const place = join(path, key);
    if (WRITTEN.test(key)) continue;
    if (NAME_KEYS.test(key) && typeof child === 'string' && child !== '')
      yield { kind: 'Secret', name: child, namespace, key: undefined, path: place };
    const list = Array.isArray(child) ? (child as readonly unknown[]) : [child];
    for (const [index, each] of list.entries()) {
      const where = Array.isArray(child) ? `${place}[${index}]` : place;
      const named = SECRET_KEYS.test(key) || key === 'configMap' ? textAt(each, 'name') : undefined;
      if (named === undefined || at(each, 'optional') === true) {
        if (typeof each === 'object') yield* walk(each, where, namespace);
        continue;
      }
      if (textAt(each, 'kind') !== undefined && textAt(each, 'kind') !== 'Secret') continue;
      const kind = key === 'configMap' ? 'ConfigMap' : 'Secret';
      yield { kind, name: named, namespace: textAt(each, 'namespace') ?? namespace, key: textAt(each, 'key'), path: where };
    }
  }
}

/** Labels of the gateway's pods, whose namespace is where its certificates must be. */
export function gatewaySelector(object: KubeObject): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields(at(object, 'spec.selector')))) if (typeof value === 'string') found[key] = value;
  return found;
}

/** Whether an Istio Gateway asks for a certificate at all. */
export function hasCredential(object: KubeObject): boolean {
  return itemsAt(object, 'spec.servers').some((server) => textAt(server, 'tls.credentialName') !== undefined);
}

/** Secrets and ConfigMaps that values of a chart name as made by somebody else: `existingSecret`, `auth.existingPasswordSecret`. */
export function chartSources(manifest: WorldObject): readonly NamedSource[] {
  const namespace =
    installerOf(manifest)?.namespace ?? textAt(manifest.object, 'spec.targetNamespace') ?? manifest.object.metadata.namespace;
  if (namespace === undefined) return [];
  // Flux reads values from objects beside the release.
  const from = itemsAt(manifest.object, 'spec.valuesFrom').flatMap((each, index): readonly NamedSource[] => {
    const [kind, name] = [textAt(each, 'kind'), textAt(each, 'name')];
    if (name === undefined || (kind !== 'Secret' && kind !== 'ConfigMap') || at(each, 'optional') === true || /[{$]/.test(name)) return [];
    return [
      {
        kind,
        name,
        namespace: manifest.object.metadata.namespace ?? '',
        key: textAt(each, 'valuesKey'),
        path: `spec.valuesFrom[${index}]`,
      },
    ];
  });
  return [
    ...from,
    ...helmValuesOf(manifest).flatMap(({ values, path, chart, repository }) =>
      [...strings(values, path)].flatMap(({ key, value, path: place }) => {
        // `existingSecret: { name, key }`
        const nested = /(?:^|\.)(existing\w*?(?:Secret|ConfigMap))\.name$/.exec(place)?.[1];
        // The chart of Grafana mounts dashboards by the names of their ConfigMaps.
        const [, what] = /(?:^|\.)dashboardsConfigMaps[.[]/.test(place)
          ? ['', 'ConfigMap']
          : (/^existing\w*?(Secret|ConfigMap|Configmap)(?:Name)?$/.exec(nested ?? key) ?? []);
        if (what === undefined || !/^[a-z0-9][a-z0-9.-]*$/.test(value)) return [];
        if (what !== 'Secret') return { kind: 'ConfigMap', name: value, namespace, key: undefined, path: place } as const;
        const keys = keysRead(
          values,
          place.slice(path.length + 1),
          chart === 'minio' && !/min\.io|^minio$/.test(repository ?? '') ? undefined : chart,
        );
        return { kind: 'Secret', name: value, namespace, key: undefined, ...(keys.length === 0 ? {} : { keys }), path: place } as const;
      }),
    ),
    ...helmValuesOf(manifest).flatMap(({ values, path, chart }) =>
      [...secretPlaces(chart, values)].flatMap(({ name, keys, path: place }) =>
        /^[a-z0-9][a-z0-9.-]*$/.test(name)
          ? [{ kind: 'Secret' as const, name, namespace, key: undefined, ...(keys.length === 0 ? {} : { keys }), path: `${path}.${place}` }]
          : [],
      ),
    ),
  ];
}

/** Keys that charts read from such a Secret when the values name no others. */
const READ: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  grafana: { 'admin.existingSecret': { userKey: 'admin-user', passwordKey: 'admin-password' } },
  'kube-prometheus-stack': { 'grafana.admin.existingSecret': { userKey: 'admin-user', passwordKey: 'admin-password' } },
  // The chart of MinIO's own makers; others of this name read other keys.
  minio: { existingSecret: { user: 'rootUser', password: 'rootPassword' } },
  velero: { 'credentials.existingSecret': { '': 'cloud' } },
};

/** Values beside the name of a Secret that name its keys. */
const KEY_NAMES = /^(?:userKey|passwordKey|usernameKey|existingSecret\w*Key)$/;

function keysRead(values: unknown, place: string, chart: string | undefined): readonly string[] {
  if (place.includes('[')) return [];
  const known = READ[chart ?? '']?.[place] ?? {};
  const beside = fields(place.includes('.') ? at(values, place.slice(0, place.lastIndexOf('.'))) : values);
  const stated = Object.keys(beside).flatMap((key) =>
    KEY_NAMES.test(key) && textAt(beside, key) !== '' ? (textAt(beside, key) ?? []) : [],
  );
  // `existingSecret: { name, key }`
  const own = /(?:^|\.)existing\w*Secret\.name$/.test(place) ? textAt(beside, 'key') : undefined;
  const usual = Object.entries(known).flatMap(([key, usually]) => (key in beside ? [] : usually));
  return [...(own === undefined ? [] : [own]), ...stated, ...usual];
}
