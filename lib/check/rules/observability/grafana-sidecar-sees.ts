import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { dataSources, grafanas, labelledMaps, lookedFor, type Grafana } from '../../observability/grafanas.ts';
import { shapesIn } from '../../observability/shapes.ts';
import { configReferences } from '../../config-references.ts';
import { at, strings, textsAt } from '../../read.ts';
import { installerOf } from '../../installers.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const grafanaSidecarSees = defineRule({
  id: 'grafana-sidecar-sees',
  severity: 'warning',
  kinds: [
    'v1/ConfigMap',
    'argoproj.io/v1alpha1/Application',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    documentKind('HelmValues'),
    documentKind('TextFile'),
  ],
  asks: 'ConfigMaps with data sources and dashboards stand where the sidecar of Grafana looks for them, with its label.',
  source: 'https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-datasources',
  *check(manifest, world) {
    const all = grafanas(world);
    if (all.length === 0) return;
    for (const { name, namespace, labels } of labelledMaps(manifest)) {
      for (const what of ['datasources', 'dashboards'] as const) {
        const looked = labels.flatMap((label) => lookedFor(world, what).get(label) ?? []);
        const [looking] = looked;
        if (looking === undefined || looked.some(({ places }) => places === undefined || places.has(namespace))) continue;
        yield {
          path: manifest.object.kind === 'ConfigMap' ? 'metadata.namespace' : 'text',
          message: `ConfigMap ${namespace}/${name} carries ${looking.first[what].label}, and Grafana looks for it in ${[...new Set(looked.flatMap(({ places = [] }) => [...places]))].sort().join(', ')} only`,
          why: `Its sidecar never reads the ConfigMap: the ${what} are not there, and nothing says so.`,
          fix: `Move it to "${looking.first.namespace}", or set sidecar.${what}.searchNamespace: ALL.`,
        };
      }
    }
    yield* unlabelled(manifest, world, all);
    yield* blindForLogs(manifest, world, all);
  },
});

/** The chart loki-stack publishes a data source where no Grafana looks for it. */
function* blindForLogs(manifest: WorldObject, world: World, all: readonly Grafana[]): Iterable<Issue> {
  const loki = lokiStack(world, manifest);
  if (loki === undefined || dataSources(world).some(({ type }) => type === 'loki')) return;
  const isBlind = ({ namespace, datasources }: Grafana): boolean =>
    namespace !== loki.namespace && datasources.sees?.includes(loki.namespace) === false;
  if (!all.every(isBlind)) return;
  yield {
    path: 'metadata.namespace',
    message: `loki-stack publishes its data source in "${loki.namespace}", and Grafana looks in ${all.map(({ namespace }) => namespace).join(', ')} only; no Loki data source is declared`,
    why: 'Logs are collected and cannot be queried.',
    fix: 'Declare the Loki data source of Grafana itself, or set sidecar.datasources.searchNamespace: ALL.',
  };
}

/** A dashboard in a ConfigMap that no sidecar takes, no pod mounts and no value names. */
function* unlabelled(manifest: WorldObject, world: World, all: readonly Grafana[]): Iterable<Issue> {
  const { kind, metadata } = manifest.object;
  if (kind !== 'ConfigMap' || metadata.namespace === undefined || isUsed(world, metadata.namespace, metadata.name)) return;
  const labels = textsAt(manifest.object, 'metadata.labels');
  for (const what of ['datasources', 'dashboards'] as const) {
    if (
      shapesIn(world, manifest, what === 'dashboards' ? 'dashboard' : 'datasources').length === 0 ||
      !all.every((each) => each[what].looks)
    )
      continue;
    const wanted = all.map((each) => each[what]);
    const [first] = wanted;
    if (first === undefined || wanted.some(({ label, value }) => label in labels && (value === undefined || labels[label] === value)))
      continue;
    const given = labels[first.label];
    yield {
      path: 'metadata.labels',
      message:
        given === undefined
          ? `the ConfigMap holds ${what}, and carries no label ${first.label}, by which Grafana finds them`
          : `the label ${first.label} is "${given}", and Grafana looks for "${first.value ?? ''}"`,
      why: `Its sidecar never reads the ConfigMap: the ${what} are not there, and nothing says so.`,
      fix: `Label it ${first.label}: "${first.value ?? '1'}".`,
    };
  }
}

/** Named by a pod, or anywhere in the values of a chart: `dashboardsConfigMaps`. */
function isUsed(world: World, namespace: string, name: string): boolean {
  const used = world.once('names that pods and values of charts use', () => {
    const found = new Set<string>();
    for (const pod of world.podTemplates()) for (const each of configReferences(pod)) found.add(`${pod.namespace}/${each.name}`);
    for (const { values } of releasesOf(world)) for (const { value } of strings(values)) found.add(value);
    return found;
  });
  return used.has(`${namespace}/${name}`) || used.has(name);
}

/** The chart that publishes a data source of its own, unless that is switched off. */
function lokiStack(world: World, { object, ...rest }: WorldObject): { readonly namespace: string } | undefined {
  if (object.kind === 'ConfigMap' || object.kind === 'TextFile') return undefined;
  const isOwn =
    object.kind === 'HelmValues' ? object['chart'] === 'loki-stack' : JSON.stringify(object['spec'] ?? {}).includes('loki-stack');
  if (!isOwn) return undefined;
  const namespace =
    object.kind === 'HelmValues' ? object.metadata.namespace : (installerOf({ object, ...rest })?.namespace ?? object.metadata.namespace);
  const publishing = world.once('namespaces of loki-stack', () => {
    const stacks = releasesOf(world).filter(({ chart }) => chart === 'loki-stack');
    return new Set(
      stacks.filter(({ values }) => at(values, 'grafana.sidecar.datasources.enabled') !== false).map((each) => each.namespace),
    );
  });
  return namespace !== undefined && publishing.has(namespace) ? { namespace } : undefined;
}
