import type { PodTemplate } from '../pods.ts';
import { items, itemsAt, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { flagValue, thanosParts, type ThanosPart } from './thanos.ts';

/** The flag by which each part is told where to keep its files. */
const FOLDERS = { compact: '--data-dir', receive: '--tsdb.path', rule: '--data-dir', store: '--data-dir' } as const;

/** A volume is mounted, and the part is told to write elsewhere. */
export function* besideVolume(thanos: ThanosPart, manifest: WorldObject, pod: PodTemplate): Iterable<Issue> {
  const { part, container } = thanos;
  const flag = part === undefined || part === 'query' || part === 'sidecar' ? undefined : FOLDERS[part];
  const folder = flag === undefined ? undefined : flagValue(thanos, flag);
  if (folder?.startsWith('/') !== true) return;
  const lasting = new Set([
    ...items(pod.spec['volumes']).flatMap((each) =>
      textAt(each, 'persistentVolumeClaim.claimName') === undefined ? [] : (textAt(each, 'name') ?? []),
    ),
    ...itemsAt(manifest.object, 'spec.volumeClaimTemplates').flatMap((each) => textAt(each, 'metadata.name') ?? []),
  ]);
  const mounts = itemsAt(container.fields, 'volumeMounts').map((each) => ({
    name: textAt(each, 'name') ?? '',
    at: textAt(each, 'mountPath') ?? '',
  }));
  const kept = mounts.find(({ name }) => lasting.has(name));
  if (kept === undefined || mounts.some((mount) => `${folder}/`.startsWith(`${mount.at.replace(/\/$/, '')}/`))) return;
  yield {
    path: thanos.path,
    message: `thanos ${part ?? ''} writes to ${folder} (${flag ?? ''}), and its volume "${kept.name}" is mounted at ${kept.at}`,
    why: 'It fills the disk of the node, until its pod is evicted; what it had not uploaded is gone, and a read-only container does not start.',
    fix: `Write ${flag ?? ''}=${kept.at}, or mount the volume at ${folder}.`,
  };
}

/** Copies are merged by labels that those who write them do not have. */
export function* mergedBy(query: ThanosPart, world: World): Iterable<Issue> {
  const asked = query.words.flatMap((word) => /^--query\.replica-label=(.+)$/.exec(word)?.[1] ?? []);
  const written = receiverLabels(world);
  if (asked.length === 0 || written.length === 0 || written.some((each) => asked.includes(each))) return;
  yield {
    path: query.path,
    severity: 'info',
    message: `thanos query merges by ${asked.join(', ')}, and the receivers of the tree write ${written.join(', ')}`,
    why: 'Copies are not merged: each series comes as often as it was received, and sums are that much too high.',
    fix: `Add --query.replica-label=${written[0] ?? ''}.`,
  };
}

/** Labels by which receivers tell themselves apart: those that speak of replicas. */
function receiverLabels(world: World): readonly string[] {
  return world.once('labels of thanos receivers', () => {
    const parts = world.podTemplates().flatMap((pod) => thanosParts(pod).filter(({ part }) => part === 'receive'));
    const labels = parts.flatMap(({ words }) => words.flatMap((word) => /^(?:--label=)?([a-z_]*replica[a-z_]*)="/.exec(word)?.[1] ?? []));
    return [...new Set(labels)];
  });
}
