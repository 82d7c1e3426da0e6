import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { plainWords } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

/** Names that the client knows from the beginning. */
const KNOWN = new Set(['s3', 'gcs', 'local', 'play']);
const NOUNS =
  'mb rb ls cp mv rm cat stat du find mirror anonymous policy ilm version replicate retention legalhold event tag quota admin encrypt'.split(
    ' ',
  );
const INNER = new Set(
  'add edit enable disable suspend info set get remove import export ls list rule user policy service bucket svcacct attach create'.split(
    ' ',
  ),
);

export const minioCallsFit = defineRule({
  id: 'minio-calls-fit',
  severity: 'error',
  kinds: COMMAND_KINDS,
  asks: "Calls of MinIO's client name an alias that the same text sets, and replicate buckets that keep versions.",
  source:
    'https://min.io/docs/minio/linux/reference/minio-mc/mc-alias-set.html; https://min.io/docs/minio/linux/administration/bucket-replication.html',
  *check(manifest, world) {
    const commands = commandsOf(manifest, world).filter(({ command }) => command.name === 'mc');
    if (commands.length === 0) return;
    const aliases = new Set<string>();
    const versioned = new Set<string>();
    const said = new Set<string>();
    for (const { path, command } of commands) {
      const words = plainWords(command, []);
      if (words[0] === 'alias' && (words[1] === 'set' || words[1] === 'import')) aliases.add(words[2] ?? '');
      if (words[0] === 'config' && words[1] === 'host') aliases.add(words[3] ?? '');
      const target = targetOf(command);
      if (target === undefined || aliases.size === 0 || [...aliases].some((each) => /[$`]/.test(each))) continue;
      const { alias, bucket } = target;
      if (
        words.includes('--with-versioning') ||
        command.words.some(({ text }) => text === '--with-versioning') ||
        (words[0] === 'version' && words[1] === 'enable')
      )
        versioned.add(bucket);
      if (!aliases.has(alias) && !KNOWN.has(alias) && !said.has(alias)) {
        said.add(alias);
        const near = nearName(alias, aliases);
        yield {
          path,
          message: `line ${command.line}: no alias ${alias} is set; there ${aliases.size === 1 ? 'is' : 'are'} ${[...aliases].join(', ')}`,
          why: 'The client takes it for a folder of its own disk: what should be in the bucket lies in a pod, or the command fails.',
          fix: `Write ${near ?? [...aliases][0] ?? ''}/${bucket}.`,
        };
      }
      if (words[0] === 'replicate' && words[1] === 'add' && aliases.has(alias) && !versioned.has(bucket) && !keepsVersions(world, bucket)) {
        yield {
          path,
          message: `line ${command.line}: bucket ${bucket} is to be replicated, and nothing switches its versions on`,
          why: 'MinIO refuses the rule ("versioning must be enabled"): there is no second copy of anything.',
          fix: `Add mc version enable ${alias}/${bucket} before it, for both buckets.`,
        };
      }
    }
  },
});

/** `local/velero` of a call; files and what the shell works out are left out. */
function targetOf(command: Command): { readonly alias: string; readonly bucket: string } | undefined {
  const [noun = '', ...words] = plainWords(command, [
    '--expire-days',
    '--expiry-days',
    '--priority',
    '--remote-bucket',
    '--prefix',
    '--limit',
  ]);
  if (!NOUNS.includes(noun) || noun === 'admin') return undefined;
  // Of a copy the first may be a folder of the pod.
  const named = /^(cp|mv|mirror)$/.test(noun) ? words.slice(-1) : words.filter((word) => !INNER.has(word));
  const remote = named.find((word) => /^[A-Za-z][\w-]*\/[a-z0-9][a-z0-9.-]+(\/.*)?$/.test(word));
  const [alias, bucket] = remote?.split('/') ?? [];
  return alias === undefined || bucket === undefined ? undefined : { alias, bucket };
}

function keepsVersions(world: World, bucket: string): boolean {
  return releasesOf(world).some(
    ({ chart, values }) =>
      chart === 'minio' && itemsAt(values, 'buckets').some((each) => textAt(each, 'name') === bucket && at(each, 'versioning') === true),
  );
}
