import { HELM_KINDS } from '../../helm.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { bucketKeepers } from '../../scheduling/bucket-keepers.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import { parseShell, type Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

export const lifecycleSparesData = defineRule({
  id: 'lifecycle-spares-data',
  severity: 'error',
  kinds: [...COMMAND_KINDS, ...HELM_KINDS],
  asks: 'Objects of a bucket do not expire before those who keep them there let them go.',
  source: 'https://min.io/docs/minio/linux/reference/minio-mc/mc-ilm-rule-add.html; https://thanos.io/tip/thanos/storage.md/',
  *check(manifest, world) {
    for (const { path, command } of calls(manifest, world)) {
      const found = expiry(command);
      if (found === undefined) continue;
      const keeper = bucketKeepers(world)
        .filter(
          (each) => each.bucket === found.bucket && (each.prefix.startsWith(found.prefix) || found.prefix.startsWith(`${each.prefix}/`)),
        )
        .sort((a, b) => b.seconds - a.seconds)[0];
      if (keeper === undefined || keeper.seconds <= found.days * 86_400) continue;
      const kept = Number.isFinite(keeper.seconds) ? `${Number((keeper.seconds / 86_400).toFixed(1))} days` : 'for ever';
      yield {
        path,
        message: `objects of bucket ${found.bucket} expire after ${found.days} days, and ${keeper.who} ${kept}`,
        why: 'MinIO deletes from under it: what is listed as kept cannot be read, and a restore, or a query, ends in errors.',
        fix: `Let them expire later${Number.isFinite(keeper.seconds) ? `, after ${Math.ceil(keeper.seconds / 86_400) + 7} days or more` : ''}, or leave it to the one who keeps them.`,
      } satisfies Issue;
    }
  },
});

/** Calls of MinIO's client: in texts, and in the values of its chart, where they stand without its name. */
function* calls(manifest: WorldObject, world: World): Iterable<{ readonly path: string; readonly command: Command }> {
  if (!isHelm(manifest)) {
    for (const { path, command } of commandsOf(manifest, world)) if (command.name === 'mc') yield { path, command };
    return;
  }
  for (const { chart, values } of releasesBy(world, manifest)) {
    if (chart !== 'minio') continue;
    for (const each of itemsAt(values, 'customCommands')) {
      const [command] = parseShell(`mc ${textAt(each, 'command') ?? ''}`).commands;
      if (command !== undefined) yield { path: 'spec', command };
    }
  }
}

function isHelm({ object }: WorldObject): boolean {
  return /^(Application|ApplicationSet|HelmRelease|HelmValues|HelmChart)/.test(object.kind);
}

/** `mc ilm rule add --expire-days 7 local/velero/app1` */
function expiry(command: Command): { readonly bucket: string; readonly prefix: string; readonly days: number } | undefined {
  const words = plainWords(command, VALUED);
  if (words[0] !== 'ilm' || !words.includes('add')) return undefined;
  const days = Number(optionValues(command, '--expire-days', '--expiry-days')[0]);
  const [, bucket = '', inner = ''] = /^[^/]+\/([^/]+)\/?(.*)$/.exec(words.at(-1) ?? '') ?? [];
  const prefix = optionValues(command, '--prefix')[0] ?? inner;
  return bucket === '' || !(days > 0) || /[$`{]/.test(`${bucket}${prefix}`) ? undefined : { bucket, prefix, days };
}

const VALUED =
  '--expire-days --expiry-days --noncurrent-expire-days --noncurrentversion-expiration-days --transition-days --transition-tier --prefix --tags'.split(
    ' ',
  );
