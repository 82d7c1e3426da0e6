import { scrapeJobs } from '../../observability/jobs.ts';
import { selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { at, fields, itemsAt, someString, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const exporterLabelsKept = defineRule({
  id: 'exporter-labels-kept',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Where queries match namespaces and pods that kube-state-metrics tells of, the scrape keeps its labels (honor_labels).',
  source:
    'https://github.com/kubernetes/kube-state-metrics#conflict-resolution-in-label-names; https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config',
  *check(manifest, world) {
    const lost = lostLabels(world);
    if (lost === undefined) return;
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      for (const { metric = '', matchers } of tree === undefined ? [] : selections(tree)) {
        const matcher = matchers.find(
          ({ label, operator, value }) =>
            lost.labels.has(label) && operator === '=' && value !== '' && !/[$[{]/.test(value) && !lost.values.has(value),
        );
        if (!metric.startsWith('kube_') || matcher === undefined || said.has(name)) continue;
        said.add(name);
        yield {
          path,
          message: `${name} asks ${metric} for ${matcher.label}="${matcher.value}", and the scrape ${lost.job} puts the ${matcher.label} of the exporter there`,
          why: `The label of the metric becomes exported_${matcher.label}: the selector finds nothing, the alert never fires, and the panel stays empty.`,
          fix: `Set honor_labels: true for ${lost.job}, or match exported_${matcher.label}.`,
        };
      }
    }
  },
});

interface Lost {
  readonly job: string;
  readonly labels: ReadonlySet<string>;
  /** What the labels have after all: those of the exporter itself. */
  readonly values: ReadonlySet<string>;
}

/** The one scrape of kube-state-metrics, where it overwrites labels. */
function lostLabels(world: World): Lost | undefined {
  return world.once('lost labels of kube-state-metrics', () => {
    const places = new Set(
      world
        .ofKind('v1/Service')
        .flatMap(({ object }) => (object.metadata.name.includes('kube-state-metrics') ? [object.metadata.namespace ?? ''] : [])),
    );
    const jobs = scrapeJobs(world).filter(
      ({ name, config }) =>
        name.includes('kube-state-metrics') ||
        someString(itemsAt(config, 'relabel_configs'), (text) => text.includes('kube-state-metrics')),
    );
    const monitors = world
      .ofKind('monitoring.coreos.com/v1/ServiceMonitor')
      .filter(({ object }) => JSON.stringify(object['spec'] ?? {}).includes('kube-state-metrics'));
    // Of several ways to it, one may keep what another loses.
    if (jobs.length + monitors.length !== 1) return undefined;
    const [job] = jobs;
    if (job !== undefined) {
      const set = itemsAt(job.config, 'relabel_configs').flatMap((step) => textAt(step, 'target_label') ?? []);
      const labels = new Set(['namespace', 'pod', 'node', 'container'].filter((each) => set.includes(each)));
      const renamed = itemsAt(job.config, 'metric_relabel_configs').some((step) => JSON.stringify(step).includes('exported_'));
      return fields(job.config)['honor_labels'] === true || labels.size === 0 || renamed
        ? undefined
        : { job: job.name, labels, values: places };
    }
    const [monitor] = monitors;
    const keeps = itemsAt(monitor?.object, 'spec.endpoints').some(
      (each) => at(each, 'honorLabels') === true || at(each, 'metricRelabelings') !== undefined,
    );
    return monitor === undefined || keeps
      ? undefined
      : {
          job: `ServiceMonitor ${monitor.object.metadata.name}`,
          labels: new Set(['namespace', 'pod', 'service', 'container']),
          values: places,
        };
  });
}
