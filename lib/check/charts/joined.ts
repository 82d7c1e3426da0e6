import { documentKind } from '../document.ts';
import { HELM_KINDS, helmValuesOf, type HelmValues } from '../helm.ts';
import { fields, fieldsAt, text, textAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { overlap } from './key-faults.ts';
import { knownCharts, repositoriesOf } from './known.ts';
import { parentFolder } from '../folder.ts';

/** Values and the chart that they are for. */
export interface JoinedValues {
  readonly manifest: WorldObject;
  /** Where they stand: `spec.source.helm.valuesObject`, `values`. */
  readonly path: string;
  readonly chart: string;
  readonly version: string | undefined;
  readonly values: Fields;
  /** Who says that they are for this chart: something that installs them, the name of their file, or their keys alone. */
  readonly by: 'installer' | 'name' | 'keys';
}

/** All values of a world whose chart is known, by the object that they stand in. */
export function joinedValues(world: World): ReadonlyMap<WorldObject, readonly JoinedValues[]> {
  return world.once('values joined to charts', () => {
    const folders = chartFolders(world);
    const found = new Map<WorldObject, readonly JoinedValues[]>();
    for (const manifest of HELM_KINDS.flatMap((kind) => world.ofKind(kind))) {
      // What stands beside a Chart.yaml is for that chart; the parts that its dependencies get are documents of their own.
      if (manifest.object.kind === 'HelmValues' && manifest.object['part'] !== true && folders.has(parentFolder(manifest.file))) continue;
      const own = helmValuesOf(manifest).flatMap((each) => joined(manifest, { ...each, ...ociChart(manifest, world) }, world));
      if (own.length > 0) found.set(manifest, own);
    }
    return found;
  });
}

function joined(manifest: WorldObject, given: HelmValues, world: World): readonly JoinedValues[] {
  const { path, version } = given;
  const values = ownValues(manifest, fields(given.values));
  if (Object.keys(values).length === 0) return [];
  if (given.chart !== undefined) {
    const { chart } = given;
    const repository = manifest.object.kind === 'HelmRelease' ? fluxRepository(world, given.repository) : given.repository;
    const known =
      isFrom(chart, repository) ?? (repository === undefined || overlap(values, knownCharts().get(chart) ?? new Set()) >= BY_KEYS);
    return known ? [{ manifest, path, chart, version, values, by: 'installer' }] : [];
  }
  // Something installs it, with a chart that does not show: one of this repository.
  if (manifest.object.kind !== 'HelmValues' || text(manifest.object['release']) !== undefined) return [];
  const named = chartNamed(manifest.file ?? '', values);
  if (named !== undefined) return [{ manifest, path, chart: named, version, values, by: 'name' }];
  const alike = chartByKeys(values);
  return alike === undefined ? [] : [{ manifest, path, chart: alike, version, values, by: 'keys' }];
}

/** What a dependency reads of its part: `enabled` is the condition under which Helm takes it along, and nothing of the chart. */
function ownValues({ object }: WorldObject, values: Fields): Fields {
  if (object['part'] !== true || !('enabled' in values)) return values;
  if (values['enabled'] === false) return {};
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'enabled'));
}

/** The chart that a HelmRelease takes from an OCIRepository: the end of its address. */
export function ociChart(
  { object }: WorldObject,
  world: World,
): { readonly chart?: string | undefined; readonly version?: string | undefined; readonly repository?: string | undefined } {
  const name = object.kind === 'HelmRelease' ? textAt(object, 'spec.chartRef.name') : undefined;
  if (name === undefined) return {};
  const found = world.ofKind('source.toolkit.fluxcd.io/v1/OCIRepository').find((each) => each.object.metadata.name === name)?.object;
  const [, repository, chart] = /^(.+)\/([^/]+)\/?$/.exec(textAt(found, 'spec.url') ?? '') ?? [];
  return { chart, version: textAt(found, 'spec.ref.tag') ?? textAt(found, 'spec.ref.semver'), repository };
}

/** Folders that are charts, by what Chart.yaml says. */
export function chartFolders(world: World): ReadonlyMap<string, unknown> {
  return world.once('folders of Chart.yaml', () => {
    const found = new Map<string, unknown>();
    for (const { object, file } of world.ofKind(documentKind('Config'))) {
      if (/(^|\/)Chart\.ya?ml$/.test(file ?? '') && !found.has(parentFolder(file)))
        found.set(parentFolder(file), fieldsAt(object, 'content'));
    }
    for (const file of world.everywhere.files ?? []) {
      if (/(^|\/)Chart\.ya?ml$/.test(file) && !found.has(parentFolder(file))) found.set(parentFolder(file), {});
    }
    return found;
  });
}

/** What people call a chart that has another name. */
const CALLED: Readonly<Record<string, string>> = {
  argocd: 'argo-cd',
  'argo-cd-values': 'argo-cd',
  blackbox: 'prometheus-blackbox-exporter',
  'blackbox-exporter': 'prometheus-blackbox-exporter',
  'istio-base': 'base',
  'istio-gateway': 'gateway',
  'istio-ingress': 'gateway',
  'istio-ingressgateway': 'gateway',
  k8sgpt: 'k8sgpt-operator',
  kiali: 'kiali-server',
  'kube-prometheus': 'kube-prometheus-stack',
  'prometheus-stack': 'kube-prometheus-stack',
  rollouts: 'argo-rollouts',
  talon: 'falco-talon',
  vpa: 'vertical-pod-autoscaler',
};

/** At least this part of the top must be the chart's for a name to count, and more where there is no name. */
const BY_NAME = 0.6;
const BY_KEYS = 0.8;
/** Fewer keys than this look like many charts. */
const FEWEST = 4;
/** A key that more charts than these have does not tell one from another; so many others are needed. */
const COMMON = 3;
const TELLING = 2;

/** The chart that a file's name, or that of its folder, names: `kiali-values.yaml`, `helm/loki/values-prod.yaml`. */
function chartNamed(file: string, values: Fields): string | undefined {
  const parts = file
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .split('/');
  const stem = (parts.pop() ?? '').replace(/(^|[-_.])(helm|values?|override|custom)(?=[-_.]|$)/g, '').replace(/^[-_.]+|[-_.]+$/g, '');
  for (const called of [stem, parts.at(-1) ?? '', parts.at(-2) ?? '']) {
    const chart = chartCalled(called);
    if (chart !== undefined) return overlap(values, knownCharts().get(chart) ?? new Set()) >= BY_NAME ? chart : undefined;
  }
  return undefined;
}

function chartCalled(name: string): string | undefined {
  const plain = name.replaceAll('_', '-').replace(/-(v?\d[\w.]*|dev|prod|production|staging|local|test|lab|[a-z]*lab)$/, '');
  if (['base', 'gateway', 'common'].includes(plain)) return undefined;
  return knownCharts().has(plain) ? plain : CALLED[plain];
}

/** The one chart whose keys these are; keys that every other chart has, too, say nothing. */
function chartByKeys(values: Fields): string | undefined {
  const names = Object.keys(values);
  if (names.length < FEWEST) return undefined;
  const charts = [...knownCharts()];
  const telling = names.filter((name) => charts.filter(([, top]) => top.has(name)).length <= COMMON);
  const shares = charts.map(([chart, top]) => ({ chart, share: overlap(values, top) })).sort((a, b) => b.share - a.share);
  const [best, second] = shares;
  if (best === undefined || best.share < BY_KEYS || (second?.share ?? 0) >= BY_KEYS - 0.2) return undefined;
  return telling.filter((name) => knownCharts().get(best.chart)?.has(name)).length >= TELLING ? best.chart : undefined;
}

function fluxRepository(world: World, name: string | undefined): string | undefined {
  const named = world.ofKind('source.toolkit.fluxcd.io/v1/HelmRepository').find(({ object }) => object.metadata.name === name);
  return textAt(named?.object, 'spec.url') ?? name;
}

/** Words of a URL that say nothing about whose it is. */
const ANYBODY = new Set(
  [
    'https',
    'http',
    'oci',
    'www',
    'io',
    'com',
    'org',
    'sh',
    'github',
    'ghcr',
    'quay',
    'docker',
    'registry',
    'gcr',
    'storage',
    'googleapis',
  ].concat(['helm', 'charts', 'chart', 'helm-charts', 'releases', 'stable', 'incubator', 'k8s', 'repo', 'main', 'index', 'yaml']),
);

/** Whether a repository is that of the known chart; `undefined` where its name does not say. */
export function isFrom(chart: string, repository: string | undefined): boolean | undefined {
  if (repository === undefined) return undefined;
  const words = (url: string): readonly string[] =>
    url
      .toLowerCase()
      .split(/[^a-z0-9-]+/)
      .filter((word) => word !== '' && !ANYBODY.has(word));
  const known = new Set(repositoriesOf(chart).flatMap(words).map(owner));
  if (words(repository).some((word) => known.has(owner(word)))) return true;
  return /charts\.bitnami\.com|bitnamicharts|^bitnami$/.test(repository) ? false : undefined;
}

/** `istio-release`, `istio`: releases and communities belong to the same owner. */
function owner(word: string): string {
  return word.replace(/-(release|community|charts|helm|sigs)$/, '').replace(/^(helm|charts)-/, '');
}

/** The version that is installed, where it is one and not a range. */
export function exactVersion(version: string | undefined): string | undefined {
  return version !== undefined && /^v?\d+\.\d+/.test(version) && !/[*x<>~^|]/.test(version) ? version : undefined;
}

/** Release and namespace as an object says them. */
export function saidBy({ object }: WorldObject): string {
  return textAt(object, 'release') ?? object.metadata.name;
}
