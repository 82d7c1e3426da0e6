import { installerOf } from '../installers.ts';
import type { WorldObject } from '../rule.ts';
import { placeOf } from './overlays.ts';

/** A folder with fewer Applications may be one program with its own. */
const FEWEST = 3;

/**
 * Folders side by side that each install themselves: an Application in one names a folder around its own file, and it is not the only
 * one there. Each has an Argo CD, and so is a cluster. By their parent.
 */
export function selfInstalling(objects: readonly WorldObject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const applications = objects.filter(({ object, file }) => file !== undefined && object.kind === 'Application');
  const roots = [...new Set(applications.flatMap((each) => rootOf(each) ?? []))].map((root) => root.split('/'));
  const [first = [], ...others] = roots;
  const parts = first.findIndex((name, depth) => others.some((root) => root[depth] !== name));
  if (others.length === 0 || parts === -1) return new Map();
  const parent = first.slice(0, parts).join('/');
  const above = parent === '' ? '' : `${parent}/`;
  const names = new Set(roots.flatMap((root) => root[parts] ?? []));
  for (const name of names) {
    if (applications.filter((each) => placeOf(each).startsWith(`${above}${name}/`)).length < FEWEST) names.delete(name);
  }
  return names.size > 1 ? new Map([[parent, names]]) : new Map();
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
