import { queries } from '../../observability/queries.ts';
import { JOB_KINDS, scrapeJobsIn } from '../../observability/jobs.ts';
import { selections } from '../../observability/expression.ts';
import { at, itemsAt, someString, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const handedLabelsKept = defineRule({
  id: 'handed-labels-kept',
  severity: 'warning',
  kinds: [...JOB_KINDS, 'monitoring.coreos.com/v1/ServiceMonitor'],
  asks: 'Who scrapes what others measured, from a Pushgateway or another Prometheus, keeps its labels (honor_labels).',
  source:
    'https://github.com/prometheus/pushgateway#about-the-job-and-instance-labels; https://prometheus.io/docs/prometheus/latest/federation/#configuring-federation',
  *check(manifest, world) {
    if (manifest.object.kind === 'ServiceMonitor') {
      const pushes = world
        .servicesSelected(at(manifest.object, 'spec.selector'), manifest.object.metadata.namespace ?? '')
        .some(({ object }) => PUSH.test(object.metadata.name));
      for (const [index, endpoint] of itemsAt(manifest.object, 'spec.endpoints').entries()) {
        const federates = textAt(endpoint, 'path') === '/federate';
        if ((!pushes && !federates) || at(endpoint, 'honorLabels') === true || itemsAt(endpoint, 'metricRelabelings').length > 0) continue;
        yield* lost(world, `spec.endpoints[${index}]`, `ServiceMonitor ${manifest.object.metadata.name}`, federates, 'honorLabels');
      }
      return;
    }
    for (const { name, path, config } of scrapeJobsIn(world, manifest)) {
      const federates = textAt(config, 'metrics_path') === '/federate';
      const pushes = itemsAt(config, 'static_configs').some((each) => someString(at(each, 'targets'), (target) => PUSH.test(target)));
      if ((!pushes && !federates) || at(config, 'honor_labels') === true || itemsAt(config, 'metric_relabel_configs').length > 0) continue;
      yield* lost(world, path, `job ${name}`, federates, 'honor_labels');
    }
  },
});

const PUSH = /push-?gateway/;

function* lost(world: World, path: string, who: string, federates: boolean, key: string): Iterable<Issue> {
  const told = world.once('labels of exporters are asked for', () =>
    queries(world).some(
      ({ tree }) =>
        tree !== undefined && selections(tree).some(({ matchers }) => matchers.some(({ label }) => label.startsWith('exported_'))),
    ),
  );
  // Whoever asks for exported_job knows what happens.
  if (told) return;
  yield {
    path,
    message: `${who} scrapes ${federates ? 'another Prometheus' : 'a Pushgateway'} without ${key}: true`,
    why: `The labels job and instance become those of ${federates ? 'that Prometheus' : 'the Pushgateway'}: a query for the job that ${federates ? 'was scraped' : 'pushed'} finds nothing, and its alert never fires.`,
    fix: `Set ${key}: true.`,
  };
}
