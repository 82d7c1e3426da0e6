import { releasesOf } from '../hosts/releases.ts';
import { at, itemsAt, text, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { chartValues, scrapeJobs } from './jobs.ts';

/** Metrics that are scraped and thrown away. */
export interface Dropped {
  readonly pattern: RegExp;
  /** Only metrics of this kind come under the job at all. */
  readonly among: RegExp;
  /** Who drops them: `kube-prometheus-stack, unless cAdvisorMetricRelabelings says otherwise`. */
  readonly by: string;
  readonly sure: boolean;
}

/**
 * What kube-prometheus-stack drops of cAdvisor's metrics when nothing is set.
 * @see https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-67.11.0/charts/kube-prometheus-stack/values.yaml, kubelet.serviceMonitor.cAdvisorMetricRelabelings
 */
const STACK_DROPS: readonly RegExp[] = [
  /^container_cpu_(cfs_throttled_seconds_total|load_average_10s|system_seconds_total|user_seconds_total)$/,
  /^container_fs_(io_current|io_time_seconds_total|io_time_weighted_seconds_total|reads_merged_total|sector_reads_total|sector_writes_total|writes_merged_total)$/,
  /^container_memory_(mapped_file|swap)$/,
  /^container_(file_descriptors|tasks_state|threads_max)$/,
  /^container_memory_failures_total$/,
  /^container_spec.*/,
];

const CADVISOR = 'kubelet.serviceMonitor.cAdvisorMetricRelabelings';

export function droppedMetrics(world: World): readonly Dropped[] {
  return world.once('dropped metrics', () => [...byStack(world), ...byConfigs(world), ...byMonitors(world)]);
}

function* byStack(world: World): Iterable<Dropped> {
  const releases = releasesOf(world).filter(({ chart }) => chart === 'kube-prometheus-stack');
  const all = [
    ...releases.map(({ values }) => values),
    ...chartValues(world)
      .filter(({ chart }) => chart === 'kube-prometheus-stack')
      .map(({ values }) => values),
  ];
  if (all.length === 0) return;
  const own = all
    .map((values) => at(values, CADVISOR) ?? at(values, `kube-prometheus-stack.${CADVISOR}`))
    .filter((each) => each !== undefined);
  // A job of somebody's own may scrape the same kubelets and keep everything.
  if (scrapeJobs(world).some(({ config }) => JSON.stringify(config).includes('cadvisor'))) return;
  if (own.length > 0) {
    for (const steps of own) yield* drops(steps, 'sourceLabels', /^container_/, `cAdvisorMetricRelabelings of kube-prometheus-stack`);
    return;
  }
  for (const pattern of STACK_DROPS)
    yield { pattern, among: /^container_/, by: 'kube-prometheus-stack, as long as cAdvisorMetricRelabelings is not set,', sure: false };
}

/** In a configuration written out, only what every job of those metrics drops is lost: one job alone tells cAdvisor's, node's or the mesh's. */
function* byConfigs(world: World): Iterable<Dropped> {
  const jobs = scrapeJobs(world);
  for (const { name, config } of jobs) {
    const among = amongOf(name, config);
    if (among === undefined || jobs.filter((each) => amongOf(each.name, each.config)?.source === among.source).length > 1) continue;
    yield* drops(at(config, 'metric_relabel_configs'), 'source_labels', among, `metric_relabel_configs of the job ${name}`);
  }
}

function amongOf(name: string, config: unknown): RegExp | undefined {
  if (JSON.stringify(config).includes('cadvisor')) return /^container_/;
  if (name.includes('kube-state-metrics')) return /^kube_/;
  return /node-?exporter/.test(name) ? /^node_/ : undefined;
}

function* byMonitors(world: World): Iterable<Dropped> {
  for (const { object } of world.ofKind('monitoring.coreos.com/v1/ServiceMonitor')) {
    const { name } = object.metadata;
    const among = name.includes('kube-state-metrics') ? /^kube_/ : name.includes('node-exporter') ? /^node_/ : undefined;
    for (const endpoint of among === undefined ? [] : itemsAt(object, 'spec.endpoints'))
      yield* drops(at(endpoint, 'metricRelabelings'), 'sourceLabels', among ?? /^$/, `metricRelabelings of ServiceMonitor ${name}`);
  }
}

function* drops(steps: unknown, field: string, among: RegExp, by: string): Iterable<Dropped> {
  for (const step of Array.isArray(steps) ? (steps as readonly unknown[]) : []) {
    const labels = itemsAt(step, field).map((each) => text(each));
    const regex = textAt(step, 'regex');
    const action = textAt(step, 'action')?.toLowerCase();
    if (labels.length !== 1 || labels[0] !== '__name__' || regex === undefined || (action !== 'drop' && action !== 'keep')) continue;
    try {
      const pattern = action === 'drop' ? new RegExp(`^(?:${regex})$`) : new RegExp(`^(?!(?:${regex})$)`);
      yield { pattern, among, by, sure: true };
    } catch {
      continue;
    }
  }
}
