import { InputError } from '../errors.ts';
import type { Duration } from '../values/duration.ts';
import type { Exporter, Metric } from './exporter.ts';
import { SCRAPE } from './exporters/prometheus.ts';

/** Series that arrive under one `job`: what tells them, how often, and which labels the target adds. */
export interface MetricSource {
  /** Value of the label `job`. */
  readonly name: string;
  readonly interval: Duration;
  readonly exporters: readonly Exporter[];
  /** Labels of the targets beside `job` and `instance`. */
  readonly labels: readonly string[];
  /** Whether somebody else sends the series, so that there is no `up`. @default false */
  readonly pushed?: boolean | undefined;
}

/** A query that Prometheus answers in advance, under a name of its own: `level:metric:operations`. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

/** Everything that a query may ask for. */
export interface Catalogue {
  readonly sources: readonly MetricSource[];
  readonly rules: readonly RecordingRule[];
  /** Metrics that Prometheus itself makes, under no job. */
  readonly own?: readonly Exporter[] | undefined;
}

/** What is known of one metric under some jobs. */
export interface Known {
  readonly type: Metric['type'];
  readonly labels: ReadonlySet<string>;
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The longest interval of its jobs; none where Prometheus makes the series itself. */
  readonly interval: Duration | undefined;
}

/** A metric as these jobs have it, or nothing if none has. */
export function known(sources: readonly MetricSource[], own: readonly Exporter[], name: string): Known | undefined {
  const found: { metric: Metric; labels: readonly string[]; interval: Duration | undefined }[] = [];
  for (const source of sources) {
    for (const { metrics } of exportersOf(source)) {
      const metric = metricOf(metrics, name);
      if (metric !== undefined) found.push({ metric, labels: ['job', 'instance', ...source.labels], interval: source.interval });
    }
  }
  for (const { metrics } of own) {
    const metric = metricOf(metrics, name);
    if (metric !== undefined) found.push({ metric, labels: [], interval: undefined });
  }
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    type: first.metric.type,
    labels: new Set(found.flatMap(({ metric, labels }) => [...(metric.labels ?? []), ...labels])),
    values: Object.assign({}, ...found.map(({ metric }) => metric.values ?? {})) as Readonly<Record<string, readonly string[]>>,
    interval: found
      .map(({ interval }) => interval)
      .reduce((longest, interval) =>
        longest === undefined || (interval !== undefined && interval.compare(longest) > 0) ? interval : longest,
      ),
  };
}

/** Names of all metrics that these jobs have. */
export function metricNames(sources: readonly MetricSource[], own: readonly Exporter[]): string[] {
  return [...sources.flatMap(exportersOf), ...own].flatMap(({ metrics }) => Object.keys(metrics));
}

/** @throws InputError where two jobs have one name, or two exporters disagree about the type of a metric. */
export function checkSources(sources: readonly MetricSource[]): void {
  const jobs = new Set<string>();
  const types = new Map<string, { readonly type: Metric['type']; readonly exporter: string }>();
  for (const source of sources) {
    if (jobs.has(source.name))
      throw new InputError(`job ${source.name}`, 'there are two jobs of this name, Prometheus refuses its configuration', 'Rename one.');
    jobs.add(source.name);
    for (const exporter of exportersOf(source)) {
      for (const [name, { type }] of Object.entries(exporter.metrics)) {
        const before = types.get(name);
        if (before !== undefined && before.type !== type) {
          throw new InputError(
            `metric ${name}`,
            `${before.exporter} has it as ${before.type}, ${exporter.name} as ${type}`,
            'Look it up and correct the catalogue.',
          );
        }
        types.set(name, { type, exporter: exporter.name });
      }
    }
  }
}

function exportersOf({ exporters, pushed }: MetricSource): readonly Exporter[] {
  return pushed === true ? exporters : [...exporters, SCRAPE];
}

function metricOf(metrics: Readonly<Record<string, Metric>>, name: string): Metric | undefined {
  return Object.hasOwn(metrics, name) ? metrics[name] : undefined;
}
