import { installerOf } from '../installers.ts';
import type { WorldObject } from '../rule.ts';
import { placeOf } from './overlays.ts';

/** A folder with fewer Applications may be one program with its own. */
const FEWEST = 3;

/**
 * The folder in which several stand side by side that each install themselves: an Application in one names a folder around its own
 * file, and it is not the only one there. Each has an Argo CD, and so is a cluster. `undefined` where there are none.
 */
export function parentOfSelfInstalling(objects: readonly WorldObject[]): string | undefined {
  const applications = objects.filter(({ object, file }) => file !== undefined && object.kind === 'Application');
  const roots = [...new Set(applications.flatMap((each) => rootOf(each) ?? []))].map((root) => root.split('/'));
  const [first = [], ...others] = roots;
  const depth = first.findIndex((name, step) => others.some((root) => root[step] !== name));
  if (others.length === 0 || depth === -1) return undefined;
  const parent = first.slice(0, depth).join('/');
  const amounts = new Map<string, number>();
  for (const each of applications) {
    const name = childOf(parent, placeOf(each));
    if (name !== undefined) amounts.set(name, (amounts.get(name) ?? 0) + 1);
  }
  const names = new Set(roots.flatMap((root) => root[depth] ?? []));
  return [...names].filter((name) => (amounts.get(name) ?? 0) >= FEWEST).length > 1 ? parent : undefined;
}

/** The folder right below another one in which a file stands: `a` for `live/a/b.yaml` below `live`; `undefined` where it stands in none. */
export function childOf(parent: string, file: string): string | undefined {
  if (parent !== '' && !file.startsWith(`${parent}/`)) return undefined;
  const [name, ...rest] = file.slice(parent === '' ? 0 : parent.length + 1).split('/');
  return rest.length > 0 ? name : undefined;
}

/** The folder that an Application installs, where it stands below that folder itself. */
function rootOf(application: WorldObject): string | undefined {
  const [source, ...more] = installerOf(application)?.sources ?? [];
  const path = source?.folder?.split('/').filter((name) => name !== '' && name !== '.') ?? [];
  if (path.length === 0 || more.length > 0 || path.some((name) => name.includes('{{'))) return undefined;
  const folders = placeOf(application).split('/').slice(0, -1);
  const start = folders.findIndex((_, index) => path.every((name, step) => folders[index + step] === name));
  return start === -1 ? undefined : folders.slice(0, start + path.length).join('/');
}
