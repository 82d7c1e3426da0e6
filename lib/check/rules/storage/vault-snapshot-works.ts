import { releasesOf } from '../../hosts/releases.ts';
import { at, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { partsOf, plainWords } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const vaultSnapshotWorks = defineRule({
  id: 'vault-snapshot-works',
  severity: 'error',
  kinds: COMMAND_KINDS,
  asks: 'Commands about the Raft storage of Vault are for a Vault that has it.',
  source:
    'https://developer.hashicorp.com/vault/docs/commands/operator/raft; https://developer.hashicorp.com/vault/docs/platform/k8s/helm/run',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      const verb = raftVerb(command);
      const other = verb === undefined ? undefined : storage(world);
      if (verb === undefined || other === undefined) continue;
      yield {
        path,
        message: `line ${command.line}: vault operator raft ${verb} is for the storage Raft, and ${other.name} keeps its data ${other.how}`,
        why: 'Vault answers "raft storage is not in use": no snapshot is ever taken, and the first restore is the day on which one learns it.',
        fix: 'Set server.ha.enabled and server.ha.raft.enabled (one replica is enough), or copy the volume of the data.',
      };
      return;
    }
  },
});

/** `snapshot save` of `vault operator raft snapshot save x`, also behind `kubectl exec … --`. */
function raftVerb(command: Command): string | undefined {
  const { own, inner } = partsOf(command);
  const called = [own, inner].find((each) => each?.words[0]?.text.replace(/^.*\//, '') === 'vault');
  // A shell in a pod: `kubectl exec vault-0 -- sh -c "vault operator raft …"`.
  const shell = called === undefined ? (inner?.words.at(-1)?.text ?? '') : '';
  const words = called === undefined ? (/\bvault (operator raft [\w -]+)/.exec(shell)?.[1]?.split(' ') ?? []) : plainWords(called, VALUED);
  const [first, second, third = '', fourth = ''] = words;
  if (first !== 'operator' || second !== 'raft') return undefined;
  return third === 'snapshot' ? `${third} ${fourth}`.trim() : third;
}

const VALUED = ['-address', '-namespace', '-ca-cert', '-tls-server-name'];

/** The one Vault of the tree, where it surely keeps its data otherwise. */
function storage(world: World): { readonly name: string; readonly how: string } | undefined {
  return world.everywhere.once('vault without raft', () => {
    const found = [...world.everywhere.worlds.values()].flatMap((each) => releasesOf(each)).filter(({ chart }) => chart === 'vault');
    const servers = found.filter(
      ({ values }) => at(values, 'server.enabled') !== false && at(values, 'global.externalVaultAddr') === undefined,
    );
    const hows = servers.map(({ values, open }) => (open === true ? undefined : storageIn(values)));
    const [first] = servers;
    if (first === undefined || hows.includes(undefined)) return undefined;
    return { name: `release ${first.name}`, how: hows[0] ?? '' };
  });
}

function storageIn(values: unknown): string | undefined {
  if (at(values, 'server.dev.enabled') === true) return 'in memory (server.dev)';
  const ha = at(values, 'server.ha.enabled') === true;
  if (ha && at(values, 'server.ha.raft.enabled') === true) return undefined;
  const config = at(values, ha ? 'server.ha.config' : 'server.standalone.config');
  const written = typeof config === 'string' ? config : config === undefined ? '' : (text(config) ?? JSON.stringify(config));
  if (written.includes('raft')) return undefined;
  const kind = /storage"?\s*[:=]?\s*[{"]*(\w+)/.exec(written)?.[1] ?? (ha ? 'consul' : 'file');
  return kind === 'file' ? 'in files (storage "file")' : `in ${kind}`;
}
