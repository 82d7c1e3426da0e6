import { policyPaths, reviewers, vaultPolicies } from '../../clusters/vault-policies.ts';
import { vaultSetup, type VaultSetup } from '../../clusters/vault-setup.ts';
import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import type { World } from '../../world.ts';

/** What the second version of the store has between its mount and a key. */
const SECOND = /^(data|metadata|delete|undelete|destroy|subkeys|config)(\/|$)|^[*+]/;
const BUILT_IN = ['default', 'root'];

export const vaultPolicyReads = defineRule({
  id: 'vault-policy-reads',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'Policies that scripts write in Vault are about paths that there are, roles give policies that are written, and each cluster is asked about its own tokens.',
  source:
    'https://developer.hashicorp.com/vault/docs/secrets/kv/kv-v2/setup#acl-rules; https://developer.hashicorp.com/vault/docs/auth/kubernetes; seed 004, section 13',
  *check(manifest, world) {
    const text = textAt(manifest.object, 'text') ?? '';
    if (!text.includes('vault ')) return;
    const setup = vaultSetup(world);
    if (setup !== undefined) for (const each of policyPaths(text)) yield* readable(each.path, `line ${each.line}`, setup);
    const { names, open } = vaultPolicies(world);
    const hosts = new Map<string, string>();
    for (const { command, path } of commandsOf(manifest, world)) {
      const words = command.words.map(({ text: word }) => word);
      const target = words.find((word) => /^\/?auth\/.+\/(role\/[^/]+|config)$/.test(word));
      if (target === undefined || !words.includes('write')) continue;
      yield* given(words, target, path, open ? undefined : names);
      yield* ownServer(target, path, world, hosts);
    }
  },
});

function* readable(path: string, line: string, setup: VaultSetup): Iterable<Issue> {
  const stores = [...setup.stores].filter(([mount]) => path === mount || path.startsWith(`${mount}/`));
  const [mount, version] = stores[0] ?? [];
  const rest = mount === undefined ? '' : path.slice(mount.length + 1);
  if (mount !== undefined && version === 'v2' && rest !== '' && !SECOND.test(rest)) {
    yield {
      path: line,
      message: `the policy is about ${path}, and ${mount} is a store of the second version: its keys are at ${mount}/data/…`,
      why: 'Every read is answered with 403: External Secrets makes no Secret, and pods wait for it.',
      fix: `Write ${mount}/data/${rest}.`,
    };
  }
  const [, authority, role] = /^(.+)\/(?:sign|issue)\/([^/*]+)$/.exec(path) ?? [];
  if (authority === undefined || role === undefined || setup.open || setup.authorities.size === 0 || /[+*]/.test(authority)) return;
  const roles = setup.authorities.get(authority);
  if (roles !== undefined && (roles.size === 0 || roles.has(role))) return;
  const known = [...setup.authorities].flatMap(([name, all]) => [...all.keys()].map((each) => `${name}/sign/${each}`));
  yield {
    path: line,
    message: `the policy is about ${path}, and ${setup.file} sets up ${known.length === 0 ? [...setup.authorities.keys()].join(', ') : known.join(', ')}`,
    why: 'Requests for certificates are answered with 403: none is signed, and those that there are run out.',
    fix: 'Write the mount and the role that there are.',
  };
}

function* given(words: readonly string[], target: string, path: string, names: ReadonlySet<string> | undefined): Iterable<Issue> {
  if (names === undefined || names.size === 0) return;
  for (const word of words) {
    const list = /^(?:token_)?policies=(.+)$/.exec(word)?.[1];
    for (const name of list === undefined || list.includes('$') ? [] : list.split(',')) {
      if (name === '' || names.has(name) || BUILT_IN.includes(name)) continue;
      const near = nearName(name, names);
      yield {
        path,
        severity: near === undefined ? 'warning' : 'error',
        message: `${target} gives the policy ${name}, and what is written is ${[...names].join(', ')}`,
        why: 'Vault takes the role and knows no such policy: whoever logs in with it may do nothing, and every read is answered with 403.',
        fix: near === undefined ? 'Write the policy, or name one that is written.' : `Did you mean "${near}"?`,
      };
    }
  }
}

function* ownServer(target: string, path: string, world: World, seen: Map<string, string>): Iterable<Issue> {
  const mount = /^\/?auth\/(.+)\/config$/.exec(target)?.[1];
  const host = mount === undefined ? undefined : reviewers(world).get(mount);
  if (mount === undefined || host === undefined) return;
  const other = seen.get(host);
  seen.set(host, mount);
  if (other === undefined || other === mount) return;
  yield {
    path,
    severity: 'warning',
    message: `the log-in ${mount} asks ${host} about tokens, as ${other} does`,
    why: 'A token is good only at the API server that signed it: one of the two clusters is refused with 403.',
    fix: `Write the API server of the cluster that logs in at ${mount}.`,
  };
}
