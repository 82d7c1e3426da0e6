import { addTo } from '../../values/multimap.ts';
import { DOCUMENT, documentKind } from '../document.ts';
import { HELM_KINDS, helmValuesOf } from '../helm.ts';
import { installerOf } from '../installers.ts';
import { strings, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** An object of any cluster, with the world that it stands in. */
export interface Placed {
  readonly manifest: WorldObject;
  readonly world: World;
  /** Name of the cluster that it is for; `undefined` where nothing says so. */
  readonly cluster: string | undefined;
}

/** Objects of some kinds in all clusters, each once, however many worlds share it. */
export function everywhere(world: World, ...kinds: readonly string[]): readonly Placed[] {
  return kinds.flatMap((kind) => world.everywhere.once(`placed ${kind}`, () => placed(world, kind)));
}

function placed(world: World, kind: string): readonly Placed[] {
  const found = new Map<object, { readonly manifest: WorldObject; readonly world: World; shared: boolean }>();
  for (const each of world.everywhere.worlds.values()) {
    for (const manifest of each.ofKind(kind)) {
      const before = found.get(manifest.object);
      if (before === undefined) found.set(manifest.object, { manifest, world: each, shared: false });
      else before.shared = true;
    }
  }
  // Most objects are passed over, and their cluster never asked for.
  return [...found.values()].map(({ manifest, world: own, shared }) => ({
    manifest,
    world: own,
    get cluster() {
      return clusterOf(manifest, world, shared);
    },
  }));
}

/** The cluster that an object is for: where its Application installs, the world or the folder that it stands in, a name in its path. */
export function clusterOf(manifest: WorldObject, world: World, shared = false): string | undefined {
  const destination = installerOf(manifest)?.spec['destination'];
  const [name, server] = [textAt(destination, 'name'), textAt(destination, 'server')];
  if (name !== undefined && name !== 'in-cluster' && !name.includes('{{')) return name;
  if (server !== undefined && !LOCAL.test(server) && !server.includes('{{')) return server;
  if (manifest.cluster !== undefined && !shared) return manifest.cluster;
  const path = manifest.overlay ?? manifest.file ?? '';
  const folder = FOLDERS.exec(`${path}/`)?.[1];
  if (folder !== undefined && !shared) return folder;
  const own = installerOf(manifest) === undefined ? '' : `/${manifest.object.metadata.name}`;
  const words = wordsOf(`${path}${own}`);
  return clusterNames(world).find((each) => words.has(each));
}

/** The API server of the cluster that Argo CD itself runs in. */
export const LOCAL = /^https:\/\/kubernetes\.default(\.svc(\.cluster\.local)?)?(:443)?\/?$/;

/** A folder below one that is named for holding clusters. Stages may be namespaces of one cluster. */
const FOLDERS = /(?:^|\/)(?:clusters?|sites|regions)\/([^/]+)\//;

/** Every run of words in a path: `clusters/app-1-cilium.yaml` → `app-1-cilium`, `app-1`, `1-cilium`, `app` … */
function wordsOf(path: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const part of path.replace(/\.(ya?ml|json|tfvars|tf)$/, '').split('/')) {
    const pieces = part.split(/[-_.]/).slice(0, 8);
    for (let start = 0; start < pieces.length; start++) {
      for (let end = start + 1; end <= pieces.length; end++) words.add(pieces.slice(start, end).join('-'));
    }
    words.add(part);
  }
  return words;
}

/** Names that clusters of the tree are given, the longest first. */
function clusterNames(world: World): readonly string[] {
  return world.everywhere.once('names of clusters', () => {
    const names = new Set<string>();
    for (const each of world.everywhere.worlds.values()) {
      for (const kind of HELM_KINDS) {
        for (const manifest of each.ofKind(kind)) {
          const destination = textAt(installerOf(manifest)?.spec['destination'], 'name');
          if (destination !== undefined) names.add(destination);
          for (const { values } of helmValuesOf(manifest)) {
            for (const path of NAMES) names.add(textAt(values, path) ?? '');
            for (const { key, value, path } of strings(values)) if (key === 'cluster' && /external_?labels/i.test(path)) names.add(value);
          }
        }
      }
    }
    return [...names].filter((name) => name.length > 1 && !COMMON.has(name)).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  });
}

const NAMES = ['cluster.name', 'global.multiCluster.clusterName', 'prometheus.prometheusSpec.externalLabels.cluster'];
const COMMON = new Set([
  'default',
  'cluster',
  'kubernetes',
  'Kubernetes',
  'in-cluster',
  'istio',
  'cilium',
  'values',
  'prometheus',
  'local',
]);

/** Two objects that are surely for two clusters. */
export function areApart(a: Placed, b: Placed): boolean {
  return a.cluster !== undefined && b.cluster !== undefined && a.cluster !== b.cluster;
}

/** Those of a list that one object tells; the list is indexed once. */
export function toldBy<T extends Placed>(all: readonly T[], { object }: WorldObject): readonly T[] {
  let index = indexes.get(all);
  if (index === undefined) {
    index = new Map();
    for (const [place, each] of all.entries()) addTo(index, each.manifest.object, place);
    indexes.set(all, index);
  }
  return (index.get(object) ?? []).flatMap((place) => all[place] ?? []);
}

const indexes = new WeakMap<readonly Placed[], Map<object, number[]>>();

/** What an object is called in a message: its file where it is a document, else its kind and name. */
export function calledWhere({ manifest }: Placed): string {
  const { object, file } = manifest;
  const name = object.apiVersion === DOCUMENT && file !== undefined ? file : `${object.kind} ${object.metadata.name}`;
  return manifest.cluster === undefined || wordsOf(name.replace(' ', '/')).has(manifest.cluster) ? name : `${name} of ${manifest.cluster}`;
}

export const CONFIG = documentKind('Config');
