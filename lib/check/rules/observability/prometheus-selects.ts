import { releasesOf } from '../../hosts/releases.ts';
import { installerOf, writtenSources } from '../../installers.ts';
import { chartValues } from '../../observability/jobs.ts';
import { at, fields, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { isEmptySelector, labelsText, matchesSelector } from '../../selector.ts';
import type { World } from '../../world.ts';

const FIELDS: Readonly<Record<string, string>> = {
  ServiceMonitor: 'serviceMonitor',
  PodMonitor: 'podMonitor',
  Probe: 'probe',
  PrometheusRule: 'rule',
  ScrapeConfig: 'scrapeConfig',
};

export const prometheusSelects = defineRule({
  id: 'prometheus-selects',
  severity: 'warning',
  kinds: Object.keys(FIELDS).map((kind) => `monitoring.coreos.com/v1/${kind}`),
  asks: 'Monitors and rules carry the labels by which a Prometheus of the tree selects them.',
  source:
    'https://prometheus-operator.dev/docs/platform/troubleshooting/#troubleshooting-servicemonitor-changes; https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack#prometheusioscrape',
  *check({ object }, world) {
    const field = FIELDS[object.kind];
    const selectors = field === undefined ? [] : selectorsOf(world, field);
    // Loki and others read rules of this kind as well.
    if (selectors.length === 0 || selectors.some((selector) => selector === undefined)) return;
    const labels = textsAt(object, 'metadata.labels');
    if (selectors.some((selector) => isEmptySelector(selector) || matchesSelector(selector, labels))) return;
    const wanted = selectors.map((selector) => labelsText(textsAt(selector, 'matchLabels'))).join(' or ');
    yield {
      path: 'metadata.labels',
      message: `Prometheus selects ${object.kind}s by ${wanted}, and this one carries ${labelsText(labels) || 'no label'}`,
      severity: world.ofKind('monitoring.coreos.com/v1/Prometheus').length > 0 ? 'error' : 'warning',
      why:
        object.kind === 'PrometheusRule'
          ? 'The rules are never loaded: no alert of them ever fires.'
          : 'The monitor is passed over: nothing is scraped, and nothing looks broken.',
      fix: `Add ${wanted} to its labels, or let Prometheus select all (${field ?? ''}SelectorNilUsesHelmValues: false).`,
    };
  },
});

/** Selectors of every Prometheus of the tree; `undefined` among them where one takes all or cannot be read. */
function selectorsOf(world: World, field: string): readonly unknown[] {
  return world.once(`${field} selectors`, () => {
    const stated = world.ofKind('monitoring.coreos.com/v1/Prometheus').map(({ object }) => at(object, `spec.${field}Selector`));
    const releases = releasesOf(world).filter(({ chart }) => chart === 'kube-prometheus-stack');
    const names = new Set(releases.map(({ name }) => name));
    // An Application that takes its values from a file is known by that file.
    const stacks = releases
      .filter(({ name, values }) => values !== undefined || !releases.some((each) => each.name === name && each.values !== undefined))
      .map(({ name, values, open, manifest }) => ofStack(name, values ?? untold(open, manifest), field));
    // Values whose release is not known may select anything.
    const unknown = chartValues(world).some(
      ({ chart, manifest }) =>
        chart === 'kube-prometheus-stack' && manifest.object.kind === 'HelmValues' && !names.has(textAt(manifest.object, 'release') ?? ''),
    );
    return [...stated, ...stacks, ...(unknown ? [undefined] : [])];
  });
}

/** An Application that says nothing of values, and names no file of them, leaves all at the defaults of the chart. */
function untold(open: boolean | undefined, manifest: WorldObject | undefined): object | undefined {
  const installer = manifest === undefined ? undefined : installerOf(manifest);
  if (open === true || installer?.manifest.object.kind !== 'Application') return undefined;
  return writtenSources(installer.spec, '').some(({ value }) => at(value, 'helm') !== undefined || at(value, 'ref') !== undefined)
    ? undefined
    : {};
}

function ofStack(release: string, values: unknown, field: string): unknown {
  const spec = fields(at(values, 'prometheus.prometheusSpec'));
  const own = spec[`${field}Selector`];
  if (own !== undefined && !isEmptySelector(own)) return own;
  const all = spec[`${field}SelectorNilUsesHelmValues`];
  // Single parameters are told with their whole path as the key.
  if (all === false || all === 'false' || Object.keys(fields(values)).some((key) => key.includes('SelectorNilUsesHelmValues')))
    return undefined;
  // Values may stand in other files that the release takes as well.
  return values === undefined ? undefined : { matchLabels: { release } };
}
