import { identity } from '../../manifest/manifest.ts';
import type { Finding } from '../check.ts';
import { DOCUMENT } from '../document.ts';
import type { WorldObject } from '../rule.ts';
import { childOf, parentOfSelfInstalling } from './self-installing.ts';
import { buildersOf, placeOf, toldOnce, variantFolders } from './overlays.ts';

/** Names of folders whose subfolders are clusters or stages, and of such subfolders. */
const PARENTS = /^(?:clusters?|env|envs|environments?|overlays|stages|sites|regions)$/i;
const STAGES =
  /^(?:dev|develop|development|int|integration|stage|staging|stg|test|testing|qa|uat|pre-?prod|prod|production|prd|live|sandbox|local|mgmt|management|hub|edge)(?:[-_].+)?$|^(?:.+[-_])?(?:dev|staging|stg|test|qa|uat|prod|production)$/i;

/** What stands in a folder `clusters` beside the clusters: what they share. */
const SHARED =
  /^(?:_.*|all|apps?|applications|argocd|bases?|bootstrap|charts?|common|components?|config|core|crds?|defaults?|flux|flux-system|global|helm|infra|infrastructure|lib|libs|modules|platform|schemas?|shared|templates?|values)$/i;

/** Beyond it, objects that all clusters share would be judged too often, unless they are few. */
const MOST_WORLDS = 12;
const MOST_SHARED = 10_000;

/** Objects as several worlds, and how their findings become one list again. */
export interface Worlds {
  readonly objects: readonly WorldObject[];
  /** Names of clusters that install themselves, or that stand beside such: a name in a destination is certain to be one of them. */
  readonly apart: ReadonlySet<string>;
  readonly merged: (findings: readonly Finding[]) => readonly Finding[];
}

/**
 * A repository of several clusters or stages has the same object in sibling folders, `clusters/a/` and `clusters/b/`: each is a world of
 * its own, in which what stands outside these folders is, too. Where folders are not named so, they must have half of their objects
 * in common: two files that own one object are a mistake. What a kustomization builds counts as standing in its folder.
 */
export function worldsOf(objects: readonly WorldObject[]): Worlds {
  const parent = parentOfSelfInstalling(objects);
  const own = ownFolders(objects, parent);
  const byFolder = clusterFolders(objects, parent, own);
  const variants = variantFolders(objects, byFolder);
  const clusterOf = (each: WorldObject): string | undefined => each.cluster ?? byFolder(placeOf(each)) ?? variants.get(each.overlay ?? '');
  const names = [...new Set(objects.flatMap((each) => clusterOf(each) ?? []))].sort();
  const builders = buildersOf(objects);
  const open = objects.filter((each) => clusterOf(each) === undefined);
  const places = new Set(open.map(placeOf));
  const shared = open.length;
  const areMany = names.length > MOST_WORLDS && names.length * shared > MOST_SHARED;
  if (names.length < 2 || areMany) return { objects, apart: new Set(), merged: (findings) => toldOnce(findings, builders) };
  return {
    apart: own,
    objects: objects.flatMap((each): readonly WorldObject[] => {
      const cluster = clusterOf(each);
      return cluster === undefined ? names.map((name) => ({ ...each, cluster: name })) : [{ ...each, cluster }];
    }),
    merged: (findings) =>
      toldOnce(
        merged(findings, (each) => places.has(placeOf(each)), names.length),
        builders,
      ),
  };
}

/** What is shared is told once, and only what is wrong with it in every cluster. */
function merged(findings: readonly Finding[], isShared: (finding: Finding) => boolean, worlds: number): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.flatMap((each): readonly Finding[] => {
    if (!isShared(each)) return [each];
    const { cluster: _, ...finding } = each;
    const key = JSON.stringify([finding.rule, finding.file, finding.object, finding.path, finding.message]);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === worlds ? [finding] : [];
  });
}

/** The cluster of a file: the name of the folder that is one. */
function clusterFolders(
  objects: readonly WorldObject[],
  above: string | undefined,
  own: ReadonlySet<string>,
): (file: string) => string | undefined {
  const pairs = twins(objects);
  const folders = foldersOfClusters(objects);
  if (above !== undefined) for (const name of own) folders.set(below(above, name), name);
  if (pairs.size === 0 && folders.size === 0) return () => undefined;
  const sizes = folderSizes(objects);
  const size = (folder: string): number => sizes.get(folder) ?? 0;
  for (const { parent, one, other, common } of pairs.values()) {
    // Below folders that are clusters for certain, nothing else is one.
    if (above !== undefined && own.has(childOf(above, `${parent}/`) ?? '')) continue;
    const named = PARENTS.test(parent.split('/').at(-1) ?? '') || (STAGES.test(one) && STAGES.test(other));
    const alike = common >= 3 && common * 2 >= Math.min(size(below(parent, one)), size(below(parent, other)));
    if (named || alike) for (const name of [one, other]) folders.set(below(parent, name), name);
  }
  return (file) => {
    for (let slash = file.indexOf('/'); slash !== -1; slash = file.indexOf('/', slash + 1)) {
      const name = folders.get(file.slice(0, slash));
      if (name !== undefined) return name;
    }
    return undefined;
  };
}

/** Names of the folders that stand beside those which install themselves, and of these. */
function ownFolders(objects: readonly WorldObject[], parent: string | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const each of parent === undefined ? [] : objects) {
    if (each.file === undefined || each.object.apiVersion === DOCUMENT) continue;
    const name = childOf(parent ?? '', placeOf(each));
    if (name !== undefined && !SHARED.test(name)) names.add(name);
  }
  return names;
}

/** Siblings below a folder `clusters`, also where they have no object in common. */
function foldersOfClusters(objects: readonly WorldObject[]): Map<string, string> {
  const byParent = new Map<string, Set<string>>();
  for (const each of objects) {
    if (each.file === undefined || each.object.apiVersion === DOCUMENT) continue;
    const [, parent, name] = /^((?:.*?\/)?clusters)\/([^/]+)\//.exec(placeOf(each)) ?? [];
    if (parent === undefined || name === undefined || SHARED.test(name)) continue;
    const names = byParent.get(parent);
    if (names === undefined) byParent.set(parent, new Set([name]));
    else names.add(name);
  }
  const folders = new Map<string, string>();
  for (const [parent, names] of byParent) if (names.size > 1) for (const name of names) folders.set(below(parent, name), name);
  return folders;
}

interface Twins {
  readonly parent: string;
  readonly one: string;
  readonly other: string;
  /** How many objects stand in both folders. */
  readonly common: number;
}

/** Sibling folders that have objects in common. */
function twins(objects: readonly WorldObject[]): ReadonlyMap<string, Twins> {
  const first = new Map<string, string>();
  const found = new Map<string, Twins>();
  for (const each of objects) {
    const { object } = each;
    if (each.file === undefined || object.apiVersion === DOCUMENT || object.kind === 'Kustomization') continue;
    const file = placeOf(each);
    const key = identity(object);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, file);
      continue;
    }
    const [parent, one, other] = fork(before, file);
    if (one === undefined || other === undefined) continue;
    const pair = `${parent}\n${one}\n${other}`;
    found.set(pair, { parent, one, other, common: (found.get(pair)?.common ?? 0) + 1 });
  }
  return found;
}

/** Where the ways to two files part: the folder above, and the two folders below it. */
function fork(one: string, other: string): readonly [string, string?, string?] {
  const [a, b] = [one.split('/'), other.split('/')];
  let depth = 0;
  while (depth < a.length && a[depth] === b[depth]) depth += 1;
  const parent = a.slice(0, depth).join('/');
  const [left, right] = [a[depth], b[depth]];
  const areFolders = depth < a.length - 1 && depth < b.length - 1;
  return areFolders && left !== undefined && right !== undefined ? [parent, left, right] : [parent];
}

function folderSizes(objects: readonly WorldObject[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const each of objects) {
    if (each.object.apiVersion === DOCUMENT) continue;
    const file = placeOf(each);
    for (let slash = file.indexOf('/'); slash !== -1; slash = file.indexOf('/', slash + 1)) {
      const folder = file.slice(0, slash);
      sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
    }
  }
  return sizes;
}

function below(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}
