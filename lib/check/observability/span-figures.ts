import { releasesOf } from '../hosts/releases.ts';
import { at, someString } from '../read.ts';
import type { World } from '../world.ts';
import { shapesOfKind } from './shapes.ts';

/** A collector, an agent or another Tempo makes figures of spans. */
export function isMadeElsewhere(world: World): boolean {
  return world.once(
    'figures of spans are made elsewhere',
    () =>
      collectorsMake(world) ||
      shapesOfKind(world, 'tempo').length > 1 ||
      releasesOf(world).some(({ chart }) => /alloy|agent|opentelemetry|mimir|tempo/.test(chart)),
  );
}

/** A collector or an agent whose configuration the tree shows makes figures of spans, or one that always does. */
function collectorsMake(world: World): boolean {
  const makes = (value: string): boolean => /servicegraph|spanmetrics|span-?metrics|service-?graphs/.test(value);
  return (
    shapesOfKind(world, 'otel').some(({ content }) => makes(JSON.stringify(content))) ||
    world
      .ofKind('v1/ConfigMap')
      .some(({ object }) => someString(object['data'], (value) => value.includes('otelcol.connector.') || value.includes('beyla'))) ||
    releasesOf(world).some(({ chart }) => /beyla|k8s-monitoring/.test(chart))
  );
}

/** A Tempo of the tree that makes no figures of spans. */
export interface SilentTempo {
  /** `release tempo`, `ConfigMap tempo-config` */
  readonly called: string;
  /** What would switch the generator on. */
  readonly key: string;
}

/**
 * The Tempo of a tree in which nothing makes figures of spans; `undefined` where something does or may, and where there is no Tempo.
 * @see https://github.com/grafana/helm-charts/blob/main/charts/tempo/values.yaml, tempo.metricsGenerator.enabled
 * @see https://github.com/grafana/helm-charts/blob/main/charts/tempo-distributed/values.yaml, metricsGenerator.enabled
 */
export function silentTempo(world: World): SilentTempo | undefined {
  return world.once('tempo without figures of spans', () => {
    const releases = releasesOf(world).flatMap((release) => {
      const key = { tempo: 'tempo.metricsGenerator.enabled', 'tempo-distributed': 'metricsGenerator.enabled' }[release.chart];
      return key === undefined ? [] : [{ ...release, key }];
    });
    // What is written for an operator, or for a chart of one's own, is not read here.
    const others = releasesOf(world).filter(({ chart }) => /alloy|agent|opentelemetry|mimir|odigos|tempo-/.test(chart));
    const unread = others.some(({ chart, values, open }) => chart !== 'tempo-distributed' && (open === true || mayMake(values)));
    const operated = ['tempo.grafana.com/v1alpha1/TempoStack', 'tempo.grafana.com/v1alpha1/TempoMonolithic'].some(
      (kind) => world.ofKind(kind).length > 0,
    );
    if (unread || operated || collectorsMake(world)) return undefined;
    const files = shapesOfKind(world, 'tempo').filter(({ manifest }) => manifest.object.kind === 'ConfigMap');
    if (files.some(({ content }) => at(content, 'metrics_generator') !== undefined)) return undefined;
    if (releases.some(({ values, open, key }) => open === true || mayMake(values) || at(values, key) === true)) return undefined;
    const [release] = releases;
    if (release !== undefined) return { called: `release ${release.name}`, key: release.key };
    const [file] = files;
    return file === undefined ? undefined : { called: `ConfigMap ${file.manifest.object.metadata.name}`, key: 'metrics_generator' };
  });
}

/** A configuration that is written out in values; an agent without one sends nothing of its own. */
function mayMake(values: unknown): boolean {
  if (/metrics_generator|span_?metrics|service_?graph/.test(JSON.stringify(values ?? {}))) return true;
  return someString(values, (value) => /otelcol\.connector\.|^\s*import\.|remotecfg/m.test(value));
}
