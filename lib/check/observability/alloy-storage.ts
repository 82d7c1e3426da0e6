import { helmValuesOf } from '../helm.ts';
import { releasesBy, releasesOf } from '../hosts/releases.ts';
import { mapsOf } from '../mounted-maps.ts';
import { volume, type Container, type PodTemplate } from '../pods.ts';
import { wordsOf } from '../programs/of-images.ts';
import { at, itemsAt, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** Where an Alloy that reads files of its node remembers how far it has read, and why that does not last. */
export interface LostPlace {
  readonly place: string;
  readonly where: string;
  /** It is on a volume of the pod, which outlives its containers: somebody thought of it. */
  readonly lastsAWhile: boolean;
}

/** Sources that read what stays on the node, and go on where they were. @see https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.file/ */
function readsNode(content: string): boolean {
  return /^[ \t]*loki\.source\.(?:file|journal)[ \t]+"/m.test(content);
}

/** The default of the chart. @see https://github.com/grafana/alloy/blob/main/operations/helm/charts/alloy/values.yaml */
const CHART_PLACE = '/tmp/alloy';
/** What the image is started with. @see https://github.com/grafana/alloy/blob/main/Dockerfile */
const IMAGE_PLACE = '/var/lib/alloy/data';

/** Values of the chart with a configuration that reads files of the node, and no lasting place to remember. */
export function* alloyValuesKeep(manifest: WorldObject, world: World): Iterable<LostPlace & { readonly path: string }> {
  for (const { values: own, path } of helmValuesOf(manifest)) {
    if (!readsNode(textAt(own, 'alloy.configMap.content') ?? '')) continue;
    const release = releasesBy(world, manifest).find(({ chart }) => chart === 'alloy');
    if (release?.open === true) continue;
    const values = release?.values ?? own;
    // Of values in several files, those that mount something may stand elsewhere.
    if ((textAt(values, 'controller.type') ?? 'daemonset') !== 'daemonset') continue;
    const place = textAt(values, 'alloy.storagePath') ?? CHART_PLACE;
    const mounted = [values, ...(release === undefined ? releasedValues(world) : [])].flatMap((each) => mountedAt(each, place));
    if (mounted.some((source) => at(source, 'emptyDir') === undefined)) continue;
    const where = mounted.length > 0 ? 'which is on an emptyDir' : 'which is on no volume of the node (alloy.storagePath)';
    yield { path: `${path}.alloy`, place, where, lastsAWhile: mounted.length > 0 };
  }
}

/** Values of all releases of the chart; as a rule there are few. */
function releasedValues(world: World): readonly unknown[] {
  return world.once('values of alloy', () => releasesOf(world).flatMap(({ chart, values }) => (chart === 'alloy' ? [values] : [])));
}

/** Volumes that values mount there. */
function mountedAt(values: unknown, place: string): readonly unknown[] {
  const names = itemsAt(values, 'alloy.mounts.extra').flatMap((mount) =>
    isBelow(place, textAt(mount, 'mountPath') ?? '') ? (textAt(mount, 'name') ?? []) : [],
  );
  return itemsAt(values, 'controller.volumes.extra').filter((each) => names.includes(textAt(each, 'name') ?? ''));
}

/** The same of a container of a DaemonSet. */
export function alloyKeepsIn(pod: PodTemplate, container: Container, world: World): LostPlace | undefined {
  if (!/(^|\/)grafana\/alloy(:|@|$)/.test(container.image ?? '')) return undefined;
  if (!mapsOf(pod, world).some(({ object }) => Object.values(textsAt(object, 'data')).some(readsNode))) return undefined;
  const words = wordsOf(container).map(({ value }) => value);
  const flag = words.findIndex((word) => /^--?storage\.path(?:=|$)/.test(word));
  const told = flag === -1 ? undefined : (words[flag]?.split('=')[1] ?? words[flag + 1]);
  const place = told ?? (words.length === 0 ? IMAGE_PLACE : undefined);
  // Without the flag it is a folder beside the program's own, wherever that is.
  if (place?.startsWith('/') !== true) return undefined;
  const mounts = itemsAt(container.fields, 'volumeMounts').filter((mount) => isBelow(place, textAt(mount, 'mountPath') ?? ''));
  const sources = mounts.flatMap((mount) => volume(pod, textAt(mount, 'name') ?? '') ?? []);
  if (sources.some((source) => at(source, 'emptyDir') === undefined)) return undefined;
  return { place, where: sources.length > 0 ? 'which is on an emptyDir' : 'which is on no volume', lastsAWhile: sources.length > 0 };
}

function isBelow(place: string, folder: string): boolean {
  return folder !== '' && `${place.replace(/\/+$/, '')}/`.startsWith(`${folder.replace(/\/+$/, '')}/`);
}
