import { parentFolder } from '../../folder.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { chartFolders } from '../../hosts/releases.ts';
import { installerOf } from '../../installers.ts';
import { fields, itemsAt, join, textAt, type Fields } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { sourcesOf } from '../../delivery/sources.ts';
import type { World } from '../../world.ts';

/** Two names for one thing. */
const SAME: Readonly<Record<string, string>> = { replicacount: 'replicas', replicas: 'replicacount', pullpolicy: 'imagepullpolicy' };

export const chartValuesAgree = defineRule({
  id: 'chart-values-agree',
  severity: 'warning',
  kinds: [...HELM_KINDS],
  asks: 'Values for a chart of the tree are called as its values.yaml calls them.',
  source: 'https://helm.sh/docs/chart_template_guide/values_files/',
  *check(manifest, world) {
    const folder = chartFolder(manifest, world);
    const chart = folder === undefined ? undefined : charts(world).get(folder);
    if (chart === undefined || manifest.file === `${folder ?? ''}/values.yaml`) return;
    for (const { values, path } of helmValuesOf(manifest)) {
      // What a dependency reads is said in its own chart.
      const own = Object.fromEntries(Object.entries(fields(values)).filter(([key]) => key !== 'global' && !chart.dependencies.has(key)));
      yield* strangers(own, chart.values, path);
    }
  },
});

/** Keys that the values of the chart do not have, and have in another spelling that is not given. */
function* strangers(given: Fields, known: Fields, path: string): Iterable<Issue> {
  const names = Object.keys(known).filter((each) => !Object.hasOwn(given, each));
  for (const [key, value] of Object.entries(given)) {
    const inner = known[key];
    if (Object.hasOwn(known, key)) {
      if (Object.keys(fields(inner)).length > 0) yield* strangers(fields(value), fields(inner), join(path, key));
      continue;
    }
    const meant = names.find((each) => bare(each) === bare(key)) ?? names.find((each) => SAME[each.toLowerCase()] === key.toLowerCase());
    if (meant === undefined) continue;
    yield {
      path: join(path, key),
      message: `${key} is set, and the values.yaml of the chart has ${meant}`,
      why: 'No template reads the one that is set: the default stays in force, and nothing says so.',
      fix: `Write ${meant}.`,
    };
  }
}

/** `image-tags`, `imageTag` and `imagetag` are one to the eye. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '').replace(/s$/, '');
}

function chartFolder(manifest: WorldObject, world: World): string | undefined {
  const { kind } = manifest.object;
  if (kind === 'HelmValues') return manifest.object['part'] === true ? undefined : parentFolder(manifest.file ?? '');
  const installer = installerOf(manifest);
  const folders = installer === undefined ? [] : sourcesOf(installer).flatMap(({ folder }) => folder ?? []);
  return folders.find((each) => charts(world).has(each));
}

/** Charts of the tree by their folder, with the values that they come with. */
function charts(world: World): ReadonlyMap<string, { readonly values: Fields; readonly dependencies: ReadonlySet<string> }> {
  return world.once('values of the charts of the tree', () => {
    const { charts: found, values } = chartFolders(world);
    return new Map(
      [...found].flatMap(([folder, chart]) => {
        const own = fields(values.get(folder));
        const named = itemsAt(chart, 'dependencies').flatMap((each) => textAt(each, 'alias') ?? textAt(each, 'name') ?? []);
        return Object.keys(own).length === 0 ? [] : [[folder, { values: own, dependencies: new Set(named) }] as const];
      }),
    );
  });
}
