import { releasesOf } from '../../hosts/releases.ts';
import { selections } from '../../observability/expression.ts';
import { scrapeJobs } from '../../observability/jobs.ts';
import { matches } from '../../observability/pod-limits.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Parts of the stack whose scrape a value switches on, by the job that it becomes. @see https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/values.yaml */
const PARTS: readonly (readonly [job: string, value: string])[] = [
  ['kube-controller-manager', 'kubeControllerManager.enabled'],
  ['kube-scheduler', 'kubeScheduler.enabled'],
  ['kube-etcd', 'kubeEtcd.enabled'],
  ['kube-proxy', 'kubeProxy.enabled'],
  ['kubelet', 'kubelet.enabled'],
  ['apiserver', 'kubeApiServer.enabled'],
  ['coredns', 'coreDns.enabled'],
  ['kube-state-metrics', 'kubeStateMetrics.enabled'],
  ['node-exporter', 'nodeExporter.enabled'],
];

export const monitoredPartOn = defineRule({
  id: 'monitored-part-on',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Queries ask for no job of kube-prometheus-stack that its values switch off.',
  source: 'https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/values.yaml',
  *check(manifest, world) {
    const off = switchedOff(world);
    if (off.length === 0) return;
    const said = new Set<string>();
    for (const { name, path, tree, kind, written } of queriesIn(world, manifest)) {
      for (const { matchers } of tree === undefined ? [] : selections(tree)) {
        const matcher = matchers.find(({ label, operator }) => label === 'job' && (operator === '=' || operator === '=~'));
        if (matcher === undefined || /\$|\[\[/.test(matcher.value)) continue;
        const part = off.find(([job]) => matches(matcher, job));
        // A pattern may mean other jobs, too.
        if (part === undefined || (matcher.operator === '=~' && /[|*+?]/.test(matcher.value)) || said.has(`${name} ${part[0]}`)) continue;
        said.add(`${name} ${part[0]}`);
        const always = kind === 'alert' && /\babsent(?:_over_time)?\s*\(/.test(written);
        yield {
          path,
          message: `${name} asks for job="${part[0]}", and the values of kube-prometheus-stack switch it off (${part[1]}: false)`,
          why: always
            ? 'The alert fires for ever: it is soon muted, and others with it.'
            : 'There is no such series: the alert never fires, and the panel stays empty.',
          fix: `Set ${part[1]}: true, or remove what asks for it.`,
        };
      }
    }
  },
});

/** Parts that every stack of the tree switches off, and that no job of ones own scrapes. */
function switchedOff(world: World): typeof PARTS {
  return world.once('parts of the stack that are off', () => {
    const stacks = releasesOf(world).filter(({ chart }) => chart === 'kube-prometheus-stack');
    if (stacks.length === 0 || stacks.some(({ open }) => open === true)) return [];
    return PARTS.filter(
      ([job, value]) =>
        stacks.every(({ values }) => at(values, value) === false) &&
        !scrapeJobs(world).some(({ name }) => name === job) &&
        !releasesOf(world).some(({ chart, name }) => chart.endsWith(job) || name.endsWith(job)) &&
        !['ServiceMonitor', 'PodMonitor', 'ScrapeConfig'].some((kind) =>
          ['v1', 'v1alpha1'].some((version) =>
            world.ofKind(`monitoring.coreos.com/${version}/${kind}`).some(({ object }) => JSON.stringify(object).includes(job)),
          ),
        ),
    );
  });
}
