import { identity } from '../../manifest/manifest.ts';
import type { Finding } from '../check.ts';
import type { WorldObject } from '../rule.ts';
import { addTo } from '../../values/multimap.ts';

/** Something in a file, which a kustomization may build from another folder. */
export type Placed = Pick<WorldObject, 'file' | 'overlay'>;

/** The path under which something is applied: what a kustomization builds counts as standing in its folder. */
export function placeOf({ file = '', overlay }: Placed): string {
  if (overlay === undefined) return file;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return overlay === '.' ? name : `${overlay}/${name}`;
}

/** Folders of kustomizations that build a file. */
export type Builders = ReadonlyMap<string, ReadonlySet<string>>;

export function buildersOf(objects: readonly WorldObject[]): Builders {
  const builders = new Map<string, Set<string>>();
  for (const { file, overlay } of objects) {
    if (file === undefined || overlay === undefined) continue;
    const known = builders.get(file);
    if (known === undefined) builders.set(file, new Set([overlay]));
    else known.add(overlay);
  }
  return builders;
}

/**
 * Kustomizations that build one object in two ways, and of which nothing says that they are stages: a base that is applied as it is,
 * and the folder that adds to it. Each is a world of its own, called by its folder.
 */
export function variantFolders(
  objects: readonly WorldObject[],
  clusterOf: (place: string) => string | undefined,
): ReadonlyMap<string, string> {
  const built = objects.filter((each) => each.overlay !== undefined && clusterOf(placeOf(each)) === undefined);
  const first = new Map<string, WorldObject>();
  const sizes = new Map<string, number>();
  const common = new Map<string, number>();
  for (const each of built) {
    const { overlay = '' } = each;
    sizes.set(overlay, (sizes.get(overlay) ?? 0) + 1);
    const key = identity(each.object);
    const before = first.get(key);
    if (before === undefined) first.set(key, each);
    else if (before.overlay !== overlay) {
      const pair = `${before.overlay ?? ''}\n${overlay}`;
      common.set(pair, (common.get(pair) ?? 0) + 1);
    }
  }
  const found = new Map<string, string>();
  for (const [pair, times] of common) {
    const [one = '', other = ''] = pair.split('\n');
    if (times * 2 >= Math.min(sizes.get(one) ?? 0, sizes.get(other) ?? 0)) for (const each of [one, other]) found.set(each, each);
  }
  return found;
}

/** What is wrong with a file is told once, whichever kustomizations build it; where only some of them do it wrong, they are named. */
export function toldOnce(findings: readonly Finding[], builders: Builders): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const each of findings) {
    if (each.overlay === undefined) continue;
    addTo(groups, keyOf(each), each);
  }
  return findings.flatMap((each): readonly Finding[] => {
    if (each.overlay === undefined) return [each];
    const group = groups.get(keyOf(each)) ?? [];
    if (group[0] !== each) return [];
    const overlays = [...new Set(group.flatMap(({ overlay = [] }) => overlay))].sort();
    const all = builders.get(each.file ?? '')?.size ?? 0;
    const { cluster, overlay: _, ...finding } = each;
    const told = group.length === 1 && cluster !== undefined ? { ...finding, cluster } : finding;
    return [
      overlays.length === all
        ? told
        : { ...told, message: `${told.message} (as ${listed(overlays)} ${overlays.length === 1 ? 'builds' : 'build'} it)` },
    ];
  });
}

function keyOf({ rule, severity, file, line, path, message }: Finding): string {
  return JSON.stringify([rule, severity, file, line, path, message]);
}

function listed(overlays: readonly string[]): string {
  const [first = '', second, ...others] = overlays;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${others.length} more`;
}
