import { documentKind } from '../document.ts';
import { helmValuesOf } from '../helm.ts';
import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';
import type { Release } from './chart-table.ts';

/** Releases that the tree shows: Applications and HelmReleases of charts, values files that name theirs, and `helm install` in scripts. */
export function releasesOf(world: World): readonly Release[] {
  return world.once('helm releases', () => [...applications(world), ...fluxReleases(world), ...valuesFiles(world), ...scripts(world)]);
}

function* applications(world: World): Iterable<Release> {
  for (const { manifest, spec, namespace } of world.everywhere.installers()) {
    // What an Application of another cluster's tree installs, it installs there.
    if (manifest.object.kind !== 'Application' || namespace === undefined) continue;
    for (const source of [spec['source'], ...itemsAt(spec, 'sources')]) {
      const chart = textAt(source, 'chart');
      if (chart === undefined) {
        yield* wrapped(
          world,
          textAt(source, 'path') ?? '.',
          textAt(source, 'helm.releaseName') ?? manifest.object.metadata.name,
          namespace,
        );
        continue;
      }
      const values = helmValuesOf(manifest).find((each) => each.chart === chart)?.values;
      const name = textAt(source, 'helm.releaseName') ?? manifest.object.metadata.name;
      yield { chart, version: textAt(source, 'targetRevision'), name, namespace, values };
    }
  }
}

/** A chart of the tree that only passes values on: each of its dependencies under its own key. */
function* wrapped(world: World, folder: string, name: string, namespace: string): Iterable<Release> {
  const { charts, values } = chartFolders(world);
  const found = chartFolder(world, folder);
  for (const each of found === undefined ? [] : itemsAt(charts.get(found), 'dependencies')) {
    const chart = textAt(each, 'name');
    if (chart === undefined || found === undefined) continue;
    const own = fieldsAt(values.get(found), textAt(each, 'alias') ?? chart);
    yield { chart, version: textAt(each, 'version'), name, namespace, values: own };
  }
}

function chartFolder(world: World, folder: string): string | undefined {
  const tail = folder.replace(/^\.?\/|\/$/g, '');
  return [...chartFolders(world).charts.keys()].find((each) => each === tail || each.endsWith(`/${tail}`) || tail.endsWith(`/${each}`));
}

/** Whether a folder is a chart without templates of its own: it makes what its dependencies make, and nothing else. */
export function isWrapper(world: World, folder: string): boolean {
  const found = chartFolder(world, folder);
  const { files } = world.everywhere;
  return found !== undefined && files !== undefined && ![...files].some((file) => file.startsWith(`${found}/templates/`));
}

/** Chart.yaml and values.yaml by the folder that they stand in. */
function chartFolders(world: World): { readonly charts: ReadonlyMap<string, unknown>; readonly values: ReadonlyMap<string, unknown> } {
  return world.once('chart folders', () => {
    const named = (kind: 'Config' | 'HelmValues', ending: RegExp, field: string): ReadonlyMap<string, unknown> =>
      new Map(
        // Of the documents of one file the first is the whole, those after it are parts.
        [...world.ofKind(documentKind(kind))]
          .reverse()
          .flatMap(({ file = '', object }) => (ending.test(file) ? [[file.replace(ending, ''), at(object, field)] as const] : [])),
      );
    return { charts: named('Config', /\/?Chart\.ya?ml$/, 'content'), values: named('HelmValues', /\/?values\.ya?ml$/, 'values') };
  });
}

function* fluxReleases(world: World): Iterable<Release> {
  for (const { object } of world.ofKind('helm.toolkit.fluxcd.io/v2/HelmRelease')) {
    const chart = textAt(object, 'spec.chart.spec.chart');
    const namespace = textAt(object, 'spec.targetNamespace') ?? object.metadata.namespace;
    if (chart === undefined || namespace === undefined) continue;
    const name = textAt(object, 'spec.releaseName') ?? object.metadata.name;
    yield { chart, version: textAt(object, 'spec.chart.spec.version'), name, namespace, values: fieldsAt(object, 'spec.values') };
  }
}

function* valuesFiles(world: World): Iterable<Release> {
  for (const { object } of world.ofKind(documentKind('HelmValues'))) {
    const chart = textAt(object, 'chart');
    const { namespace } = object.metadata;
    if (chart === undefined || namespace === undefined) continue;
    yield { chart, version: textAt(object, 'version'), name: textAt(object, 'release') ?? chart, namespace, values: object['values'] };
  }
}

/** `helm upgrade --install NAME REPO/CHART … --namespace NS` */
const INSTALL = /\bhelm\s+(?:upgrade|install)\s+(?:--install\s+|-i\s+)?([a-z0-9][\w-]*)\s+([\w./:-]+)([^\n;|&]*)/g;

function* scripts(world: World): Iterable<Release> {
  const files = new Set([...valuesFiles(world)].map(({ name, namespace }) => `${namespace}/${name}`));
  for (const { object } of world.ofKind(documentKind('Script'))) {
    for (const [, name = '', chart = '', rest = ''] of (textAt(object, 'text') ?? '').replace(/\\\n/g, ' ').matchAll(INSTALL)) {
      const namespace = /(?:--namespace[= ]|\s-n[= ]?)\s*["']?([a-z0-9-]+)/.exec(rest)?.[1];
      const version = /--version[= ]\s*["']?v?([\w.-]+)/.exec(rest)?.[1];
      // With a values file it is known already; without one `--set` may switch things, so only the default Services count.
      if (namespace === undefined || files.has(`${namespace}/${name}`)) continue;
      yield { chart: chart.split('/').at(-1) ?? chart, version, name, namespace, values: undefined };
    }
  }
}
