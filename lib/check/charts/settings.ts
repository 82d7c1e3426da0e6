import { at, fieldsAt, items, itemsAt, textAt } from '../read.ts';
import { kiali, lokiWords } from './settings-sight.ts';
import { off, on, RENDER, type Given, type WrongSetting } from './setting.ts';
import { grafana, metricsServer, prometheusStack, promtail, unexpanded } from './settings-agents.ts';
import { argoCdTexts } from './settings-argocd.ts';
import { minioObjects, veleroSchedules } from './settings-backups.ts';
import { ciliumNetwork } from './settings-cilium.ts';
import { collector } from './settings-collector.ts';
import { falcoFiles } from './settings-falco.ts';
import { longhornWords } from './settings-longhorn.ts';
import { loki } from './settings-loki.ts';
import { mimir } from './settings-mimir.ts';
import { refusals } from './settings-refusals.ts';
import { argoCd, falco, lokiCaches, minioMemory, vault, veleroPlaces } from './settings-platform.ts';
import { switches } from './settings-switches.ts';
import { vaultConfig } from './settings-vault.ts';
import { vaultHealth, vaultStorage } from './settings-vault-health.ts';

/** Rules of one's own are mounted in a folder of their own. @see https://github.com/falcosecurity/charts/blob/master/charts/falco/values.yaml */
function* falcoRules({ values }: Given): Iterable<WrongSetting> {
  const files =
    itemsAt(values, 'falco.rules_files').length > 0 ? itemsAt(values, 'falco.rules_files') : itemsAt(values, 'falco.rules_file');
  const custom = Object.keys(fieldsAt(values, 'customRules'));
  if (files.length === 0 || custom.length === 0 || files.some((each) => typeof each === 'string' && each.startsWith('/etc/falco/rules.d')))
    return;
  yield {
    path: 'falco.rules_files',
    severity: 'error',
    message: `falco.rules_files leaves out /etc/falco/rules.d, in which customRules (${custom.join(', ')}) are mounted`,
    why: 'Falco does not load them: what they are to see is never told.',
    fix: 'Add /etc/falco/rules.d to falco.rules_files.',
  };
}

/** @see https://longhorn.io/docs/1.7.2/snapshots-and-backups/backup-and-restore/set-backup-target/ */
function* longhorn(given: Given): Iterable<WrongSetting> {
  const { values } = given;
  yield* longhornWords(given);
  for (const [place, secret] of [
    ['defaultSettings.backupTarget', 'defaultSettings.backupTargetCredentialSecret'],
    ['defaultBackupStore.backupTarget', 'defaultBackupStore.backupTargetCredentialSecret'],
  ] as const) {
    const target = textAt(values, place) ?? '';
    if (!/^(s3|azblob):\/\//.test(target) || (textAt(values, secret) ?? '') !== '') continue;
    yield {
      path: place,
      severity: 'warning',
      message: `backups go to ${target}, and no ${secret} says with which credentials`,
      why: 'Each backup ends with "AccessDenied", unless the nodes themselves may write to the bucket: nothing leaves the cluster.',
      fix: `Set ${secret} to the name of a Secret in the namespace of Longhorn.`,
    };
  }
}

/** @see https://github.com/cilium/cilium/blob/main/install/kubernetes/cilium/templates/validate.yaml */
function* cilium({ values, minor }: Given): Iterable<WrongSetting> {
  if (typeof at(values, 'tunnel') === 'string') {
    yield {
      path: 'tunnel',
      severity: 'error',
      message: `tunnel: ${textAt(values, 'tunnel') ?? ''} was removed in 1.15`,
      why: RENDER,
      fix: 'Write routingMode: tunnel with tunnelProtocol, or routingMode: native.',
    };
  }
  const message = (part: string, needs: string): string => `${part} is on without ${needs}`;
  if (on(values, 'hubble.ui.enabled') && !on(values, 'hubble.relay.enabled') && !on(values, 'hubble.ui.standalone.enabled')) {
    const fix = 'Set hubble.relay.enabled: true.';
    yield { path: 'hubble.ui.enabled', severity: 'error', message: message('hubble.ui', 'hubble.relay'), why: RENDER, fix };
  }
  if (on(values, 'hubble.relay.enabled') && off(values, 'hubble.enabled')) {
    const fix = 'Set hubble.enabled: true, or switch the relay off.';
    yield { path: 'hubble.relay.enabled', severity: 'error', message: message('hubble.relay', 'hubble itself'), why: RENDER, fix };
  }
  const replaces = textAt(values, 'kubeProxyReplacement');
  if (replaces !== undefined && ['strict', 'partial', 'probe', 'disabled'].includes(replaces)) {
    const fix = `Write ${replaces === 'strict' ? 'true' : 'false'}.`;
    const severity = minor === undefined || minor >= 16 ? 'error' : 'warning';
    yield {
      path: 'kubeProxyReplacement',
      severity,
      message: `kubeProxyReplacement is ${replaces}, and Cilium takes true and false`,
      why: RENDER,
      fix,
    };
  }
  for (const part of ['l2announcements', 'gatewayAPI', 'ingressController']) {
    if (!on(values, `${part}.enabled`) || !(replaces === undefined || replaces === 'false')) continue;
    if (part !== 'l2announcements' && on(values, 'nodePort.enabled')) continue;
    yield {
      path: `${part}.enabled`,
      severity: 'warning',
      message: message(part, 'kubeProxyReplacement'),
      why: 'Cilium announces and load-balances only what it handles itself: the addresses are assigned, and nothing answers on them.',
      fix: 'Set kubeProxyReplacement: true, with k8sServiceHost and k8sServicePort.',
    };
  }
}

function* certManager({ values, uses, defines }: Given): Iterable<WrongSetting> {
  if (at(values, 'installCRDs') !== undefined && at(values, 'crds') === undefined) {
    yield {
      path: 'installCRDs',
      severity: 'info',
      message: 'installCRDs is deprecated since 1.15',
      why: 'It goes with one of the next releases: the definitions would be left out without a word.',
      fix: 'Write crds.enabled: true, with crds.keep.',
    };
  }
  if (on(values, 'crds.enabled') || on(values, 'installCRDs') || !uses('cert-manager.io') || defines('cert-manager.io')) return;
  const path = at(values, 'crds.enabled') !== undefined ? 'crds.enabled' : at(values, 'installCRDs') !== undefined ? 'installCRDs' : '';
  yield {
    path,
    severity: 'warning',
    message: 'the chart installs no definitions unless crds.enabled says so, and nothing else here does',
    why: 'The API server knows no Certificate and no Issuer: what is applied is refused, and the controller does not start.',
    fix: 'Set crds.enabled: true (installCRDs: true before 1.15).',
  };
}

function* externalSecrets({ values, uses, defines }: Given): Iterable<WrongSetting> {
  if (!off(values, 'installCRDs') || !uses('external-secrets.io') || defines('external-secrets.io')) return;
  const why = 'The API server knows no ExternalSecret: what is applied is refused, and no Secret is made.';
  yield {
    path: 'installCRDs',
    severity: 'warning',
    message: 'installCRDs is off, and nothing else here installs the definitions',
    why,
    fix: 'Set installCRDs: true.',
  };
}

function* velero({ values, major, has }: Given): Iterable<WrongSetting> {
  if (off(values, 'backupsEnabled')) return;
  const written = at(values, 'configuration.backupStorageLocation');
  // Charts before 4 take one location, as a map.
  const locations = major === undefined || major < 4 ? [...items(written), written] : items(written);
  const named = locations.filter((each) => textAt(each, 'bucket') !== undefined);
  if (named.length === 0 && !has('velero.io/v1/BackupStorageLocation')) {
    const why = 'There is nowhere to write to: every backup fails at once.';
    const fix = 'Add an entry with provider and bucket to configuration.backupStorageLocation.';
    yield { path: 'configuration', severity: 'warning', message: 'no backup storage location with a bucket is configured', why, fix };
  }
  if (Object.keys(fieldsAt(values, 'schedules')).length === 0 && !has('velero.io/v1/Schedule')) {
    const why = 'Velero runs and backs nothing up until somebody asks for it.';
    yield {
      path: 'schedules',
      severity: 'warning',
      message: 'no schedule is configured, and there is no Schedule here',
      why,
      fix: 'Add a schedule with a ttl.',
    };
  }
  const providers = locations.flatMap((each) => textAt(each, 'provider') ?? []);
  const plugins = textAt(values, 'initContainers') ?? JSON.stringify(items(at(values, 'initContainers')));
  const lacking = providers.find((each) => /^(aws|azure|gcp)$/.test(each.replace(/^velero\.io\//, '')) && !plugins.includes('plugin'));
  if (lacking !== undefined) {
    const why = `Velero knows no provider "${lacking}" without its plugin: the location stays unavailable.`;
    const fix = 'Add the plugin image under initContainers.';
    yield {
      path: 'configuration.backupStorageLocation',
      severity: 'error',
      message: `provider ${lacking} has no plugin in initContainers`,
      why,
      fix,
    };
  }
}

function* jaeger({ values, major }: Given): Iterable<WrongSetting> {
  if (major === undefined || major > 3 || !on(values, 'allInOne.enabled') || at(values, 'provisionDataStore.cassandra') !== undefined)
    return;
  const why = 'The chart installs three Cassandra nodes that all-in-one never uses.';
  const fix = 'Set provisionDataStore.cassandra: false.';
  yield {
    path: 'allInOne.enabled',
    severity: 'warning',
    message: 'all-in-one keeps traces in memory, and provisionDataStore.cassandra is on by default',
    why,
    fix,
  };
}

function* minio({ values }: Given): Iterable<WrongSetting> {
  if (at(values, 'mode') === 'standalone' || at(values, 'replicas') !== undefined) return;
  const size = textAt(values, 'persistence.size') ?? '500Gi';
  yield {
    path: at(values, 'mode') === undefined ? '' : 'mode',
    severity: 'warning',
    message: `mode is distributed with 16 replicas by default: 16 volumes of ${size}`,
    why: 'Pods stay Pending for want of memory and disks, and MinIO waits for all of them.',
    fix: 'Set mode: standalone, or replicas to what the cluster can hold.',
  };
}

/** By chart: what its values get wrong together. */
const SETTINGS: Readonly<Record<string, (given: Given) => Iterable<WrongSetting>>> = {
  'argo-cd': (given) => [...argoCd(given), ...argoCdTexts(given)],
  'cert-manager': certManager,
  cilium: (given) => [...cilium(given), ...ciliumNetwork(given)],
  'external-secrets': externalSecrets,
  falco: (given) => [...falco(given), ...falcoRules(given), ...falcoFiles(given)],
  grafana: (given) => grafana(given),
  jaeger,
  'kiali-server': kiali,
  'kube-prometheus-stack': prometheusStack,
  longhorn,
  loki: (given) => [...loki(given), ...lokiWords(given), ...lokiCaches(given), ...unexpanded(given.values, 'loki')],
  'metrics-server': metricsServer,
  'mimir-distributed': mimir,
  'opentelemetry-collector': collector,
  minio: (given) => [...minio(given), ...minioMemory(given), ...minioObjects(given)],
  promtail,
  tempo: ({ values }) => unexpanded(values, 'tempo'),
  vault: (given) => [...vault(given), ...vaultConfig(given), ...vaultHealth(given), ...vaultStorage(given)],
  velero: (given) => [...velero(given), ...veleroPlaces(given), ...veleroSchedules(given)],
};

/** What a chart's values get wrong together. */
export function settingsOf(given: Given): readonly WrongSetting[] {
  return [...(SETTINGS[given.chart]?.(given) ?? []), ...refusals(given), ...switches(given)];
}
