import { fullName } from '../hosts/chart-table.ts';
import { isEncrypted } from '../hosts/vault-listener.ts';
import { at, itemsAt, numberAt, textAt } from '../read.ts';
import { on, type Given, type WrongSetting } from './setting.ts';

const STARTS = 'Vault refuses its configuration and ends: the pod restarts for ever, and everything that needs a secret waits.';

/** The text that Vault of HashiCorp's chart starts from. @see https://developer.hashicorp.com/vault/docs/platform/k8s/helm/configuration */
export function* vaultConfig({ values, release }: Given): Iterable<WrongSetting> {
  if (on(values, 'server.dev.enabled')) return;
  const path = on(values, 'server.ha.enabled')
    ? on(values, 'server.ha.raft.enabled')
      ? 'server.ha.raft.config'
      : 'server.ha.config'
    : 'server.standalone.config';
  const config = at(values, path);
  yield* unread(values, path, config);
  if (path === 'server.ha.raft.config') yield* alone(values, path, config);
  if (typeof config !== 'string') return;
  const bare = config.replace(/"(?:[^"\\\n]|\\.)*"|#.*|\/\/.*/g, (found) => (found.startsWith('"') ? '""' : ''));
  const open = bare.split('{').length - bare.split('}').length;
  if (open !== 0) {
    const message =
      open > 0 ? `${open} bracket(s) of the configuration are not closed` : `the configuration has ${-open} bracket(s) too many`;
    yield { path, severity: 'error', message, why: STARTS, fix: 'Close every { with a }.' };
    return;
  }
  const kept = /storage\s+"(?:file|raft)"\s*\{[^}]*?\bpath\s*=\s*"(\/[^"]*)"/.exec(config)?.[1];
  const volume = textAt(values, 'server.dataStorage.mountPath') ?? '/vault/data';
  const mounts = [
    volume,
    ...itemsAt(values, 'server.volumeMounts').flatMap((each) => textAt(each, 'mountPath') ?? []),
    ...itemsAt(values, 'server.extraVolumes').map((each) => folderOf(each)),
  ];
  if (kept !== undefined && !mounts.some((mount) => within(kept, mount))) {
    yield {
      path,
      severity: 'error',
      message: `the storage is at ${kept}, and the volume of the data is mounted at ${volume}`,
      why: 'Vault may not write there, or what it keeps is lost with its pod: all secrets are gone at the next restart.',
      fix: `Write path = "${volume}".`,
    };
  }
  for (const [, key = '', file = ''] of config.matchAll(/\b(tls_\w+_file|tls_client_ca_file|leader_\w+_file)\s*=\s*"(\/[^"]+)"/g)) {
    if (!file.startsWith('/vault/userconfig/') || mounts.some((mount) => within(file, mount))) continue;
    const secrets = itemsAt(values, 'server.extraVolumes').flatMap((each) => textAt(each, 'name') ?? []);
    yield {
      path,
      severity: 'error',
      message: `${key} is ${file}, and ${secrets.length === 0 ? 'no volume is mounted below /vault/userconfig' : `below /vault/userconfig there is ${secrets.join(', ')}`}`,
      why: STARTS,
      fix: `Add {type: secret, name: ${file.split('/')[3] ?? ''}} to server.extraVolumes, or write the name of the one that is mounted.`,
    };
    break;
  }
  yield* others(config, path, values, release?.name);
  const address = /listener\s+"tcp"\s*\{[^}]*?\baddress\s*=\s*"(127\.0\.0\.1|localhost|\[::1\])(?::\d+)?"/.exec(config)?.[1];
  if (address !== undefined && (config.match(/listener\s+"tcp"/g)?.length ?? 0) === 1) {
    yield {
      path,
      severity: 'error',
      message: `Vault listens on ${address} only`,
      why: 'Nobody outside its pod reaches it: the Service has endpoints that refuse every connection.',
      fix: 'Write address = "[::]:8200".',
    };
  }
}

const CONFIGS = ['server.standalone.config', 'server.ha.config', 'server.ha.raft.config'];

/** A configuration of another way to run, with something that the one that is read has not: whoever copies all values has all three. */
function* unread(values: unknown, path: string, config: unknown): Iterable<WrongSetting> {
  for (const other of CONFIGS) {
    const written = at(values, other);
    if (other === path || typeof written !== 'string') continue;
    const lacks = [...written.matchAll(/^\s*(seal\s+"\w+"|telemetry)\s*\{/gm)].flatMap(([, head = '']) =>
      typeof config === 'string' && config.includes(head) ? [] : head,
    );
    if (config !== undefined && lacks.length === 0) continue;
    yield {
      path: other,
      severity: 'error',
      message: `${lacks.length === 0 ? 'the configuration' : lacks.join(' and ')} stands in ${other}, and Vault starts from ${path}`,
      why: 'The chart takes one of the three texts, by what is enabled: what this one says does not happen, and nothing tells.',
      fix: `Move it to ${path}.`,
    };
  }
}

/** Servers that know nobody to join. */
function* alone(values: unknown, path: string, config: unknown): Iterable<WrongSetting> {
  const replicas = numberAt(values, 'server.ha.replicas') ?? 3;
  if (replicas < 2 || (config !== undefined && typeof config !== 'string') || (config ?? '').includes('retry_join')) return;
  yield {
    path: config === undefined ? 'server.ha.raft' : path,
    severity: 'info',
    message: `${replicas} servers keep their data with raft, and no retry_join says whom they join`,
    why: 'Each comes up as a Vault of its own and stays uninitialized until somebody runs "vault operator raft join" in its pod, also after its volume is lost.',
    fix: 'Add retry_join { leader_api_addr = "https://vault-0.vault-internal:8200" } to storage "raft".',
  };
}

/** How the servers find each other, and who opens them. */
function* others(config: string, path: string, values: unknown, name: string | undefined): Iterable<WrongSetting> {
  const full = name === undefined ? undefined : fullName(name, 'vault', values);
  const encrypted = isEncrypted(values);
  const replicas = numberAt(values, 'server.ha.replicas') ?? 3;
  for (const [, url = '', scheme = '', server = '', number = '', service = ''] of config.matchAll(LEADER)) {
    if (encrypted !== undefined && encrypted !== (scheme === 'https')) {
      yield {
        path,
        severity: 'error',
        message: `the servers join at ${url}, and their listener is ${encrypted ? '' : 'not '}encrypted`,
        why: 'No server ever joins the first one: each of them stays uninitialized, and the loss of one pod is the loss of Vault.',
        fix: `Write ${encrypted ? 'https' : 'http'}:// in every leader_api_addr.`,
      };
      return;
    }
    if (full === undefined || server !== full) continue;
    if (service !== '' && service !== `${full}-internal`) {
      yield {
        path,
        severity: 'error',
        message: `the servers join at ${url}, and pods have names below the Service ${full}-internal only`,
        why: NOBODY,
        fix: `Write ${server}-${number}.${full}-internal.`,
      };
      return;
    }
    if (Number(number) < replicas) continue;
    yield {
      path,
      severity: 'warning',
      message: `the servers join at ${url}, and with ${replicas} replicas the last one is ${full}-${replicas - 1}`,
      why: NOBODY,
      fix: `Write ${full}-0 to ${full}-${replicas - 1}.`,
    };
    return;
  }
  const [, address = '', opener = ''] = /seal\s+"transit"\s*\{[^}]*?\baddress\s*=\s*"(https?:\/\/([\w-]+)[^"]*)"/.exec(config) ?? [];
  const own = full === undefined ? [] : [full, ...['active', 'standby', 'internal'].map((each) => `${full}-${each}`)];
  if (address === '' || ![...own, 'localhost', '127'].includes(opener) || isElsewhere(address)) return;
  yield {
    path,
    severity: 'error',
    message: `Vault is opened by the key that ${address} keeps, which is itself`,
    why: 'A sealed Vault answers nobody, so it never gets the key that would open it: after the first restart everything that needs a secret waits for ever.',
    fix: 'Name another Vault, a KMS of a cloud, or open it by hand.',
  };
}

const NOBODY = 'The name does not resolve: a server that comes up alone finds nobody to join, and stays uninitialized.';

/** `vault-0.vault-internal` in `leader_api_addr`. */
const LEADER = /\bleader_api_addr\s*=\s*"((https?):\/\/([a-z0-9-]+?)-(\d+)(?:\.([a-z0-9-]+))?[^"]*)"/g;

/** `vault.example.com` is no Service of the cluster. */
function isElsewhere(address: string): boolean {
  const host = /^https?:\/\/([^:/]+)/.exec(address)?.[1] ?? '';
  return host.split('.').length > 2 && !/\.svc(\.|$)|^127\./.test(host);
}

/** Where the chart mounts an extra volume. */
function folderOf(volume: unknown): string {
  const path = textAt(volume, 'path');
  const name = textAt(volume, 'name') ?? '';
  return path === undefined ? `/vault/userconfig/${name}` : `${path.replace(/\/$/, '')}/${name}`;
}

function within(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder.replace(/\/$/, '')}/`);
}
