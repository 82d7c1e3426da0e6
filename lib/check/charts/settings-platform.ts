import { isEncrypted, probesPlainly } from '../hosts/vault-listener.ts';
import { fields, fieldsAt, itemsAt, numberAt, text, textAt, at } from '../read.ts';
import { join } from '../read.ts';
import { off, on, type Given, type WrongSetting } from './setting.ts';

/** Values that become lines of a ConfigMap: a dot in their name is no step. @see https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd */
export function* argoCd({ values }: Given): Iterable<WrongSetting> {
  for (const map of ['configs.params', 'configs.cm', 'configs.rbac']) {
    for (const [key, value] of Object.entries(fieldsAt(values, map))) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      const inner = Object.keys(value)[0] ?? '';
      yield {
        path: join(map, key),
        severity: 'error',
        message: `${map} has a map under ${key}, and each of its entries is one line with dots in its name`,
        why: 'The chart writes the map as a text that Argo CD does not read: the setting has no effect.',
        fix: `Write "${key}.${inner}" as one key${map === 'configs.params' ? '' : ', or its value as a text (|)'}.`,
      };
    }
  }
}

const DRIVERS = ['auto', 'ebpf', 'gvisor', 'kmod', 'module', 'modern_ebpf', 'modern-bpf'];

/** @see https://github.com/falcosecurity/charts/blob/master/charts/falco/values.yaml */
export function* falco({ values }: Given): Iterable<WrongSetting> {
  const kind = textAt(values, 'driver.kind');
  if (kind === undefined || kind === '' || /[${]/.test(kind) || DRIVERS.includes(kind)) return;
  yield {
    path: 'driver.kind',
    severity: 'error',
    message: `driver.kind is ${kind}, which is none of auto, ebpf, kmod, modern_ebpf`,
    why: 'No engine is configured for it: Falco stops at its start, or watches nothing.',
    fix: 'Write modern_ebpf, which needs no headers and runs on every newer kernel.',
  };
}

/** What the chart's own affinity keeps apart is one to a node. @see https://github.com/hashicorp/vault-helm/blob/main/values.yaml */
export function* vault({ values, schedulable }: Given): Iterable<WrongSetting> {
  const encrypted = isEncrypted(values);
  if (encrypted !== undefined && at(values, 'server.enabled') !== false && encrypted === probesPlainly(values)) {
    yield {
      path: at(values, 'global.tlsDisable') === undefined ? 'server' : 'global.tlsDisable',
      severity: 'error',
      message: encrypted
        ? 'the listener of Vault is encrypted, and global.tlsDisable is true (the default)'
        : 'global.tlsDisable is false, and the listener of Vault is not encrypted (tls_disable = 1, as in the default configuration)',
      why: 'The probes ask in another way than Vault answers: its pods are never ready, and its Services lead to nobody.',
      fix: encrypted
        ? 'Set global.tlsDisable: false.'
        : 'Name tls_cert_file and tls_key_file in the listener, or leave global.tlsDisable at true.',
    };
  }
  if (on(values, 'server.dev.enabled') || !on(values, 'server.ha.enabled')) return;
  const replicas = numberAt(values, 'server.ha.replicas') ?? 3;
  const affinity = at(values, 'server.affinity');
  if (on(values, 'server.standalone.enabled')) {
    yield {
      path: 'server.standalone.enabled',
      severity: 'warning',
      message: 'server.standalone.enabled and server.ha.enabled are both on',
      why: 'The chart takes the second: what is written for one server (its storage, its listener) is not read.',
      fix: 'Leave one of the two.',
    };
  }
  if (
    schedulable === undefined ||
    schedulable >= replicas ||
    (affinity !== undefined && text(affinity)?.includes('podAntiAffinity') !== true)
  )
    return;
  yield {
    path: 'server.ha.replicas',
    severity: 'error',
    message: `${replicas} servers of Vault are kept on nodes of their own, and pods find ${schedulable} ${schedulable === 1 ? 'node' : 'nodes'}`,
    why: 'The others stay Pending for ever, and Raft has no majority: Vault answers nobody.',
    fix: `Set server.ha.replicas to an odd number up to ${schedulable}, or server.standalone.enabled: true.`,
  };
}

/** Addresses of stores that have no buckets as hosts: Services of a cluster, single addresses. */
const OWN_STORE = /^https?:\/\/([\w-]+(\.[\w-]+){0,2}\.svc\b|[\w-]+(\.[\w-]+)?(:\d+)?(\/|$)|minio\b|\d+(\.\d+){3})/;

/** @see https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/backupstoragelocation.md */
export function* veleroPlaces({ values, major }: Given): Iterable<WrongSetting> {
  if (textAt(values, 'configuration.uploaderType') === 'restic' && (major === undefined || major >= 8)) {
    const gone = major !== undefined && major >= 11;
    yield {
      path: 'configuration.uploaderType',
      severity: gone ? 'error' : 'warning',
      message: `uploaderType is restic, ${gone ? 'with which Velero makes no backups since 1.17' : 'which Velero gives up: since 1.17 it makes no backups with it'}`,
      why: 'The files of volumes are left out of the backup.',
      fix: 'Set uploaderType: kopia; what restic wrote can still be restored.',
    };
  }
  for (const [index, each] of itemsAt(values, 'configuration.backupStorageLocation').entries()) {
    const url = textAt(each, 'config.s3Url') ?? '';
    if (!OWN_STORE.test(url) || textAt(each, 'config.s3ForcePathStyle') === 'true') continue;
    yield {
      path: `configuration.backupStorageLocation[${index}].config`,
      severity: 'error',
      message: `${url} is asked without s3ForcePathStyle, so by the name ${textAt(each, 'bucket') ?? 'BUCKET'}.${url.replace(/^https?:\/\//, '')}`,
      why: 'No such name resolves: the location stays unavailable, and every backup fails.',
      fix: "Set s3ForcePathStyle: 'true'.",
    };
  }
}

/** What a chart asks for when nobody says how much, where that is more than a small installation has. */
export function* minioMemory({ values }: Given): Iterable<WrongSetting> {
  if (at(values, 'mode') !== 'standalone' || at(values, 'resources') !== undefined) return;
  yield {
    path: 'mode',
    severity: 'warning',
    message: 'one MinIO asks for 16Gi of memory, which is the default of its chart',
    why: 'On nodes with less its pod stays Pending, and whatever backs up to it fails.',
    fix: 'Set resources.requests.memory to what it needs, such as 512Mi.',
  };
}

/** @see https://github.com/grafana/loki/blob/main/production/helm/loki/values.yaml */
export function* lokiCaches({ values, major }: Given): Iterable<WrongSetting> {
  if (major !== undefined && major < 6) return;
  if (textAt(values, 'deploymentMode') !== 'SingleBinary' || off(values, 'chunksCache.enabled')) return;
  const own = fields(at(values, 'chunksCache'));
  if (own['allocatedMemory'] !== undefined || own['resources'] !== undefined) return;
  yield {
    path: at(values, 'chunksCache') === undefined ? 'deploymentMode' : 'chunksCache',
    severity: 'warning',
    message: 'the cache of chunks asks for 9830Mi of memory, which is the default of the chart, beside a single Loki',
    why: 'Its pod stays Pending on nodes with less, or takes the room of everything else.',
    fix: 'Set chunksCache.enabled: false (and resultsCache.enabled: false), or chunksCache.allocatedMemory.',
  };
}
