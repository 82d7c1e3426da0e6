import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { at, items, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { looksLikeBackup, wordsOf } from '../../scheduling/backups.ts';
import { claimUsers, isJob, writtenClaims } from '../../scheduling/claims.ts';
import type { World } from '../../world.ts';

export const backupsCleared = defineRule({
  id: 'backups-cleared',
  severity: 'warning',
  kinds: POD_KINDS.filter((kind) => kind === 'batch/v1/CronJob'),
  asks: 'A job that leaves a file with a new name on a volume with each run removes old ones, or something else does.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#capacity',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !looksLikeBackup(pod) || at(manifest.object, 'spec.suspend') === true) return;
    const words = wordsOf(pod);
    if (CLEARS.test(words)) return;
    for (const claim of writtenClaims(pod)) {
      const folder = foldersOf(pod, claim).find((each) => leaves(words, each));
      if (folder === undefined || clearedByOthers(world, pod, claim)) continue;
      const size = textAt(world.find('v1/PersistentVolumeClaim', pod.namespace, claim)?.object, 'spec.resources.requests.storage');
      yield {
        path: pod.specPath,
        message: `each run leaves one more file in ${folder}${size === undefined ? '' : ` (claim ${claim}, ${size})`}, and nothing removes the old ones`,
        why: 'One night the volume is full: the dump ends in the middle, and from then on there is no new copy.',
        fix: `Remove old files behind the copy, such as find ${folder} -name '*.gz' -mtime +7 -delete.`,
      };
    }
  },
});

/** Whatever removes, moves or thins out. */
const CLEARS =
  /\b(rm|unlink|mv|shred|rotate|logrotate|prune|forget|purge|cleanup|retention|tmpwatch|rdiff-backup)\b|-delete\b|--(?:keep|remove|delete|max)\w*|unlink|\.sh\b/i;

function foldersOf(pod: PodTemplate, claim: string): readonly string[] {
  const names = new Set(
    items(pod.spec['volumes']).flatMap((each) =>
      textAt(each, 'persistentVolumeClaim.claimName') === claim ? (textAt(each, 'name') ?? '') : [],
    ),
  );
  return pod.containers
    .flatMap(({ fields }) => itemsAt(fields, 'volumeMounts'))
    .flatMap((mount) => (names.has(textAt(mount, 'name') ?? '') ? (textAt(mount, 'mountPath') ?? '').replace(/\/$/, '') : []));
}

/** A date that never comes again, as opposed to the day of the week: `$(date +%F)`, `$(date)`. */
const DATE = String.raw`(?:\$\(|\x60)date(?:\s*[)\x60]|\s[^)\x60]*%[YyFsDcx])`;

/** A name with such a date in it, in the folder: `/backup/shop-$(date +%F).sql`, or by a variable that holds one. */
function leaves(words: string, folder: string): boolean {
  const place = folder.replace(/[.\\]/g, '\\$&');
  const dated = [...words.matchAll(new RegExp(`\\b(\\w+)=["']?[^\\s"';|&]*${DATE}`, 'g'))].map(([, name = '']) => name);
  const day = [DATE, ...dated.map((name) => `\\$\\{?${name}\\b`)].join('|');
  return folder !== '' && new RegExp(`${place}/[^\\s;|&]*(?:${day})`).test(words);
}

/** Another job of the same claim, or a server that may do so itself. */
function clearedByOthers(world: World, pod: PodTemplate, claim: string): boolean {
  const users = (claimUsers(world).get(`${pod.namespace}/${claim}`) ?? []).filter((each) => each.owner !== pod.owner);
  return users.some((each) => isJob(each) && (CLEARS.test(wordsOf(each)) || wordsOf(each) === ''));
}
