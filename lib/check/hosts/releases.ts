import { load } from 'js-yaml';
import { ociChart } from '../charts/joined.ts';
import { LOCAL } from '../clusters/where.ts';
import { documentKind } from '../document.ts';
import { installerValues } from '../helm.ts';
import { installerOf, writtenSources, type Installer } from '../installers.ts';
import { merged } from '../merged.ts';
import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { pathsOf } from '../paths.ts';
import { Tails } from '../tails.ts';
import type { World } from '../world.ts';
import type { Release } from './chart-table.ts';
import { releasesInTexts } from './text-releases.ts';
import { addTo, groupedBy } from '../../values/multimap.ts';

/**
 * Releases that the tree shows: Applications, HelmReleases, charts of kustomizations and of k3s, `helm install` in scripts, Terraform,
 * and files of values that name their chart. Values from several places are laid over each other, as Helm does.
 */
export function releasesOf(world: World): readonly Release[] {
  return world.once('helm releases', () => {
    // Files come first: what stands in an object is laid over them.
    const all = [valuesFiles(world), applications(world), fluxReleases(world), listed(world), releasesInTexts(world)];
    const byName = groupedBy(
      all.flatMap((each) => [...each]),
      ({ namespace, name, chart }) => `${namespace}/${name}/${chart}`,
    );
    return [...byName.values()].flatMap(apart);
  });
}

/** Releases of one name: one for each cluster that Applications name, with what is said for all of them. */
function apart(group: readonly Release[]): readonly Release[] {
  const clusters = new Set(group.flatMap(({ cluster }) => cluster ?? []));
  if (clusters.size < 2) return [group.reduce(over)];
  return [...clusters].map((own) => {
    return group.filter((each) => (each.cluster === undefined ? isFor(own, each, group) : each.cluster === own)).reduce(over);
  });
}

/** A file of values is for the clusters whose Applications name it; one that none of them names may be for all. */
function isFor(cluster: string, { manifest }: Release, group: readonly Release[]): boolean {
  const file = `/${manifest?.file ?? ''}`;
  const namers = group.filter((each) => each.cluster !== undefined && filesOf(each).some((tail) => file.endsWith(`/${tail}`)));
  return manifest?.object.kind !== 'HelmValues' || namers.length === 0 || namers.some((each) => each.cluster === cluster);
}

/** Files of values that the Application of a release names, without the way to them: `$values/apps/loki.yaml` → `apps/loki.yaml`. */
function filesOf({ manifest }: Release): readonly string[] {
  const installer = manifest === undefined ? undefined : installerOf(manifest);
  return writtenSources(installer?.spec ?? {}, '').flatMap(({ value }) =>
    itemsAt(value, 'helm.valueFiles').flatMap((each) => (typeof each === 'string' ? each.replace(/^\$[\w-]+\/|^(?:\.{0,2}\/)+/, '') : [])),
  );
}

/** Releases by the object that says so; values of a file that an object names count to the object. */
export function releasesBy(world: World, manifest: WorldObject): readonly Release[] {
  const byManifest = world.once('releases by object', () => {
    const map = new Map<WorldObject | undefined, Release[]>();
    for (const each of releasesOf(world)) addTo(map, each.manifest, each);
    return map;
  });
  return byManifest.get(manifest) ?? [];
}

/** Releases that are installed into a namespace. */
export function releasesInto(world: World, namespace: string): readonly Release[] {
  return world.once('releases by their namespace', () => groupedBy(releasesOf(world), (each) => each.namespace)).get(namespace) ?? [];
}

function over(before: Release, release: Release): Release {
  const { version = before.version, manifest = before.manifest } = release;
  // The file whose name stands in the object is the one that was found.
  return {
    ...release,
    version,
    manifest,
    values: merged(before.values, release.values),
    open: before.open === true || release.open === true,
  };
}

function* applications(world: World): Iterable<Release> {
  for (const installer of world.installers()) {
    const { manifest, spec, namespace, name: called } = installer;
    if (namespace === undefined || !installsHere(installer)) continue;
    for (const { value: source } of writtenSources(spec, installer.specPath)) {
      const chart = textAt(source, 'chart');
      const name = textAt(source, 'helm.releaseName') ?? called;
      const cluster = destinationOf(installer);
      if (chart === undefined) {
        for (const each of wrapped(world, textAt(source, 'path') ?? '.', name, namespace, manifest)) yield { ...each, cluster };
        continue;
      }
      const values = installerValues(installer)
        .filter((each) => each.chart === chart)
        .reduce<unknown>((below, each) => merged(below, each.values), undefined);
      const open = itemsAt(source, 'helm.valueFiles').length > 0 && !hasValues(world, namespace, name);
      yield {
        chart,
        version: textAt(source, 'targetRevision'),
        name,
        namespace,
        values,
        open,
        manifest,
        repository: textAt(source, 'repoURL'),
        cluster,
      };
    }
  }
}

/** The cluster that an Application installs into, by its name or server; empty for the one in which Argo CD runs. */
function destinationOf({ spec }: Installer): string {
  const [name = '', server = ''] = ['name', 'server'].map((key) => textAt(spec['destination'], key));
  if (name !== '') return name === 'in-cluster' ? '' : name;
  return LOCAL.test(server) ? '' : server;
}

/** What an ApplicationSet makes for other clusters, it installs there, under names that are not all known. */
function installsHere({ manifest, name, namespace = '', spec }: Installer): boolean {
  if (manifest.object.kind === 'Application') return true;
  const { server, name: cluster } = fieldsAt(spec, 'destination');
  const isHere = server === 'https://kubernetes.default.svc' || cluster === 'in-cluster';
  return isHere && ![name, namespace].some((each) => each.includes('{{'));
}

/** Whether a file of values for this release was read. */
function hasValues(world: World, namespace: string, name: string): boolean {
  const files = world.once(
    'releases with files of values',
    () =>
      new Set(
        world
          .ofKind(documentKind('HelmValues'))
          .map(({ object }) => `${object.metadata.namespace ?? ''}/${textAt(object, 'release') ?? ''}`),
      ),
  );
  return files.has(`${namespace}/${name}`);
}

/** A chart of the tree that only passes values on: each of its dependencies under its own key. */
function* wrapped(world: World, folder: string, name: string, namespace: string, manifest: WorldObject): Iterable<Release> {
  const { charts, values } = chartFolders(world);
  const found = chartFolder(world, folder);
  for (const each of found === undefined ? [] : itemsAt(charts.get(found), 'dependencies')) {
    const chart = textAt(each, 'name');
    if (chart === undefined || found === undefined) continue;
    const condition = textAt(each, 'condition')?.split(',')[0];
    if (condition !== undefined && at(values.get(found), condition) === false) continue;
    const own = fieldsAt(values.get(found), textAt(each, 'alias') ?? chart);
    yield { chart, version: textAt(each, 'version'), name, namespace, values: own, manifest, repository: textAt(each, 'repository') };
  }
}

function chartFolder(world: World, folder: string): string | undefined {
  const tail = folder.replace(/^\.?\/|\/$/g, '');
  const byTail = world.once('chart folders by their end', () => {
    const tails = new Tails<string>();
    for (const each of chartFolders(world).charts.keys()) tails.add(each, each);
    return tails;
  });
  return byTail.find(tail);
}

/** Whether a folder is a chart without templates of its own: it makes what its dependencies make, and nothing else. */
export function isWrapper(world: World, folder: string): boolean {
  const found = chartFolder(world, folder);
  return found !== undefined && world.everywhere.files !== undefined && !pathsOf(world).has(`${found}/templates`);
}

/** Chart.yaml and values.yaml by the folder that they stand in. */
export function chartFolders(world: World): {
  readonly charts: ReadonlyMap<string, unknown>;
  readonly values: ReadonlyMap<string, unknown>;
} {
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
  for (const manifest of world.ofKind('helm.toolkit.fluxcd.io/v2/HelmRelease')) {
    const { object } = manifest;
    const target = textAt(object, 'spec.targetNamespace');
    const namespace = target ?? object.metadata.namespace;
    if (namespace === undefined) continue;
    const oci = ociChart(manifest, world);
    // @see https://fluxcd.io/flux/components/helm/helmreleases/#release-name
    const name = textAt(object, 'spec.releaseName') ?? (target === undefined ? object.metadata.name : `${target}-${object.metadata.name}`);
    const values = fieldsAt(object, 'spec.values');
    yield {
      // Without a name, nobody knows what it makes.
      chart: textAt(object, 'spec.chart.spec.chart') ?? oci.chart ?? '',
      version: textAt(object, 'spec.chart.spec.version') ?? oci.version,
      name,
      namespace,
      values,
      // Single values from a Secret are passwords; a whole map may switch things.
      open: itemsAt(object, 'spec.valuesFrom').some((each) => textAt(each, 'targetPath') === undefined),
      manifest,
    };
  }
}

/** Charts that a kustomization inflates, and those of k3s' own controller. */
function* listed(world: World): Iterable<Release> {
  for (const manifest of world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization')) {
    const { object } = manifest;
    for (const each of itemsAt(object, 'helmCharts')) {
      const chart = textAt(each, 'name');
      const namespace = textAt(each, 'namespace') ?? textAt(object, 'namespace');
      if (chart === undefined || namespace === undefined) continue;
      const open = textAt(each, 'valuesFile') !== undefined && !hasValues(world, namespace, textAt(each, 'releaseName') ?? '');
      const about = { version: textAt(each, 'version'), repository: textAt(each, 'repo') };
      yield { chart, ...about, name: textAt(each, 'releaseName') ?? chart, namespace, values: at(each, 'valuesInline'), open, manifest };
    }
  }
  for (const manifest of world.ofKind('helm.cattle.io/v1/HelmChart')) {
    const { object } = manifest;
    const chart = textAt(object, 'spec.chart')?.split('/').at(-1);
    const namespace = textAt(object, 'spec.targetNamespace') ?? object.metadata.namespace;
    if (chart === undefined || namespace === undefined) continue;
    const about = { version: textAt(object, 'spec.version'), repository: textAt(object, 'spec.repo') };
    yield { chart, ...about, name: object.metadata.name, namespace, values: parsed(textAt(object, 'spec.valuesContent')), manifest };
  }
}

function* valuesFiles(world: World): Iterable<Release> {
  for (const manifest of world.ofKind(documentKind('HelmValues'))) {
    const { object } = manifest;
    const chart = textAt(object, 'chart');
    const { namespace } = object.metadata;
    if (chart === undefined || namespace === undefined) continue;
    const about = { version: textAt(object, 'version'), repository: textAt(object, 'repository') };
    yield { chart, ...about, name: textAt(object, 'release') ?? chart, namespace, values: object['values'], manifest };
  }
}

/** Values written as text; what is no YAML has no values. */
function parsed(values: string | undefined): unknown {
  try {
    return values === undefined ? undefined : load(values);
  } catch {
    return undefined;
  }
}
