import { LOCAL } from '../../clusters/where.ts';
import { folderOf } from '../../folder.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const APPLICATION = 'argoproj.io/v1alpha1/Application';

export const applicationChartOnce = defineRule({
  id: 'application-chart-once',
  severity: 'error',
  kinds: [APPLICATION],
  asks: 'A release of a chart is installed into one namespace of one cluster by one Application.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#fail-the-sync-if-a-shared-resource-is-found',
  *check(manifest, world) {
    const key = placeOf(manifest);
    if (key === undefined) return;
    const all = (byPlace(world).get(key) ?? []).map(({ object }) => object.metadata.name);
    const { name } = manifest.object.metadata;
    // Told once, of the last by name, as a copy often is.
    const others = [...new Set(all)].filter((each) => each !== name).sort();
    const [first] = others;
    if (first === undefined || others.some((each) => each > name)) return;
    const destination = fieldsAt(manifest.object, 'spec.destination');
    yield {
      path: 'spec.destination',
      message: `Application ${first} installs release ${textAt(manifest.object, 'spec.source.helm.releaseName') ?? ''} into namespace "${textAt(destination, 'namespace') ?? ''}" of ${textAt(destination, 'name') ?? textAt(destination, 'server') ?? ''}, too`,
      why: 'Both write the same objects in turn, with the values of one and of the other; the cluster that one of them was meant for gets nothing.',
      fix: 'Correct the destination of the one that was copied, or remove it.',
    };
  },
});

/** The chart, the release and where it goes; `undefined` where something of it stays open. */
function placeOf({ object, file = '' }: WorldObject): string | undefined {
  const source = fieldsAt(object, 'spec.source');
  const to = fieldsAt(object, 'spec.destination');
  const [chart, release] = [textAt(source, 'chart'), textAt(source, 'helm.releaseName')];
  const [cluster = '', namespace = ''] = [textAt(to, 'name') ?? textAt(to, 'server'), textAt(to, 'namespace')];
  if (chart === undefined || release === undefined || cluster === '' || at(object, 'spec.sources') !== undefined) return undefined;
  // Folders of several stages may each be for an Argo CD of their own.
  const beside = LOCAL.test(cluster) || cluster === 'in-cluster' ? folderOf({ file }) : '';
  const key = [beside, chart, release, cluster, namespace].join(' ');
  return /[${<]/.test(key) ? undefined : key;
}

function byPlace(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('charts by where they go', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(APPLICATION)) {
      const key = placeOf(each);
      if (key !== undefined) addTo(map, key, each);
    }
    return map;
  });
}
