import { documentKind } from '../document.ts';
import { commandsOf } from '../texts/commands.ts';
import type { World } from '../world.ts';
import { everywhere } from './where.ts';

/** A role of a log-in, and whom it admits; a star admits everybody. */
export interface VaultRole {
  readonly accounts: readonly string[];
  readonly namespaces: readonly string[];
}

/** What scripts and guides set up in Vault, as far as it is written out. */
export interface VaultSetup {
  /** File of the first such command. */
  readonly file: string;
  /** Mounts of log-ins with accounts of Kubernetes, and their roles. */
  readonly logins: ReadonlyMap<string, ReadonlyMap<string, VaultRole>>;
  /** Mounts of stores for keys and values, with the version that the command asks for. */
  readonly stores: ReadonlyMap<string, 'v1' | 'v2'>;
  /** Mounts of authorities, and their roles with the settings that the command gives them. */
  readonly authorities: ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /** Some mount is named by a variable: what is not listed may be there all the same. */
  readonly open: boolean;
}

type Authorities = Map<string, Map<string, Readonly<Record<string, string>>>>;

/** What all scripts and guides of the tree do together; `undefined` where none touches Vault. */
export function vaultSetup(world: World): VaultSetup | undefined {
  return world.everywhere.once('setup of vault', () => {
    const logins = new Map<string, Map<string, VaultRole>>();
    const stores = new Map<string, 'v1' | 'v2'>();
    const authorities: Authorities = new Map();
    let [file, open]: [string | undefined, boolean] = [undefined, false];
    for (const { manifest, world: own } of everywhere(world, documentKind('Script'), documentKind('Guide'))) {
      for (const { command } of commandsOf(manifest, own)) {
        const words = vaultCall(command.words.map(({ text }) => text));
        if (words === undefined) continue;
        file ??= manifest.file ?? manifest.object.metadata.name;
        if (words.some((word) => /^(-{1,2}path=?)?.*\$/.test(word) && !word.includes('@')))
          open ||= /^(auth|secrets)$/.test(words[0] ?? '');
        else if (words[0] === 'write') writes(words.slice(1), logins, authorities);
        else mounts(words, logins, stores, authorities);
      }
    }
    return file === undefined ? undefined : { file, logins, stores, authorities, open };
  });
}

/** `auth enable …` of `vault auth enable …`, also behind `kubectl exec vault-0 --`. */
function vaultCall(words: readonly string[]): readonly string[] | undefined {
  const start = words.findIndex((word, index) => word === 'vault' && /^(auth|secrets|write)$/.test(words[index + 1] ?? ''));
  return start === -1 ? undefined : words.slice(start + 1);
}

function mounts(
  [part, verb, ...rest]: readonly string[],
  logins: Map<string, Map<string, VaultRole>>,
  stores: Map<string, 'v1' | 'v2'>,
  authorities: Authorities,
): void {
  if (verb !== 'enable') return;
  const type = rest.filter((word) => !word.startsWith('-')).at(-1) ?? '';
  const spaced = rest.findIndex((word) => /^--?path$/.test(word));
  const path = (
    rest.find((word) => /^--?path=/.test(word))?.replace(/^--?path=/, '') ?? (spaced === -1 ? type : (rest[spaced + 1] ?? type))
  ).replace(/\/$/, '');
  if (part === 'auth' && type === 'kubernetes') logins.set(path, logins.get(path) ?? new Map());
  if (part === 'secrets' && /^kv(-v2)?$/.test(type)) {
    stores.set(path, type === 'kv-v2' || rest.some((word) => /^--?version=2$/.test(word)) ? 'v2' : 'v1');
  }
  if (part === 'secrets' && type === 'pki') authorities.set(path, authorities.get(path) ?? new Map());
}

function writes([path = '', ...settings]: readonly string[], logins: Map<string, Map<string, VaultRole>>, authorities: Authorities): void {
  const [, mount, role] = /^\/?auth\/(.+)\/role\/([^/]+)$/.exec(path) ?? [];
  if (mount !== undefined && role !== undefined) {
    const listed = (name: string): readonly string[] =>
      settings.flatMap((word) =>
        word.startsWith(`${name}=`)
          ? word
              .slice(name.length + 1)
              .split(',')
              .map((each) => each.trim())
          : [],
      );
    const roles = logins.get(mount) ?? new Map<string, VaultRole>();
    roles.set(role, { accounts: listed('bound_service_account_names'), namespaces: listed('bound_service_account_namespaces') });
    logins.set(mount, roles);
  }
  const [, authority, signs] = /^\/?(.+)\/roles\/([^/]+)$/.exec(path) ?? [];
  if (authority === undefined || signs === undefined) return;
  const known = authorities.get(authority) ?? new Map<string, Readonly<Record<string, string>>>();
  known.set(
    signs,
    Object.fromEntries(
      settings.flatMap((word) => (word.includes('=') ? [[word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]] : [])),
    ),
  );
  authorities.set(authority, known);
}
