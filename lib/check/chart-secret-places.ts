import { at, fields, itemsAt, text, textAt } from './read.ts';

/** A Secret that the values of a chart name in a way of the chart's own. */
export interface SecretPlace {
  readonly name: string;
  /** Below the values. */
  readonly path: string;
  readonly keys: readonly string[];
}

/** Texts that are the name of a Secret, by chart; each with the keys that are read from it. */
const NAMES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'argo-cd': { 'server.certificateSecret.name': [] },
  grafana: { envFromSecret: [], 'ldap.existingSecret': [] },
  'kube-prometheus-stack': {
    'grafana.envFromSecret': [],
    'alertmanager.alertmanagerSpec.configSecret': [],
    'prometheus.prometheusSpec.additionalScrapeConfigsSecret.name': [],
  },
  loki: { 'loki.existingSecretForConfig': [] },
  minio: { 'tls.certSecret': ['public.crt', 'private.key'] },
  velero: { 'credentials.extraSecretRef': [] },
};

/** Lists of names, or of maps with the name under a key. */
const LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  grafana: { extraSecretMounts: 'secretName', envFromSecrets: 'name' },
  'kube-prometheus-stack': {
    'grafana.extraSecretMounts': 'secretName',
    'grafana.envFromSecrets': 'name',
    'prometheus.prometheusSpec.secrets': '',
    'alertmanager.alertmanagerSpec.secrets': '',
  },
  loki: { 'singleBinary.extraEnvFrom': 'secretRef.name', 'write.extraEnvFrom': 'secretRef.name' },
  vault: { 'server.extraVolumes': 'name', 'server.extraSecretEnvironmentVars': 'secretName' },
};

/** `{name, key}` of the operator's objects, which the chart hands on as they are. */
const HANDED_ON = /^(username|password|credentials|secret|keySecret|clientId|clientSecret|bearerTokenSecret|apiURL)$/;

/** Secrets that the values of a chart name beside `existingSecret`. */
export function* secretPlaces(chart: string | undefined, values: unknown): Iterable<SecretPlace> {
  for (const [path, keys] of Object.entries(NAMES[chart ?? ''] ?? {})) {
    const name = textAt(values, path) ?? '';
    if (name !== '') yield { name, path, keys };
  }
  for (const [path, below] of Object.entries(LISTS[chart ?? ''] ?? {})) {
    for (const [index, each] of itemsAt(values, path).entries()) {
      const name = below === '' ? text(each) : textAt(each, below);
      // Volumes of Vault are of ConfigMaps, too.
      if (name === undefined || (textAt(each, 'type') ?? 'secret') !== 'secret' || at(each, 'optional') === true) continue;
      yield { name, path: `${path}[${index}]${below === '' ? '' : `.${below}`}`, keys: [] };
    }
  }
  if (chart === 'kube-prometheus-stack') {
    for (const list of ['remoteWrite', 'remoteRead']) {
      for (const [index, each] of itemsAt(values, `prometheus.prometheusSpec.${list}`).entries())
        yield* handedOn(each, `prometheus.prometheusSpec.${list}[${index}]`);
    }
  }
  if (chart === 'cilium' && at(values, 'encryption.enabled') === true && (textAt(values, 'encryption.type') ?? 'ipsec') === 'ipsec') {
    const name = textAt(values, 'encryption.ipsec.secretName') ?? '';
    yield {
      name: name === '' ? 'cilium-ipsec-keys' : name,
      path: 'encryption.type',
      keys: [textAt(values, 'encryption.ipsec.keyFile') ?? 'keys'],
    };
  }
}

function* handedOn(value: unknown, path: string): Iterable<SecretPlace> {
  for (const [key, child] of Object.entries(fields(value))) {
    const [name, own] = [textAt(child, 'name'), textAt(child, 'key')];
    if (HANDED_ON.test(key) && name !== undefined && own !== undefined) yield { name, path: `${path}.${key}`, keys: [own] };
    else if (typeof child === 'object') yield* handedOn(child, `${path}.${key}`);
  }
}
