import type { Duration } from '../values/duration.ts';
import { didYouMean } from '../values/nearest.ts';
import { type Catalogue, known, metricNames } from './catalogue.ts';
import { alternatives, type LabelMatcher, type Selector } from './promql-tree.ts';

/** What an expression gives: its labels at most, and the counter it still is. */
export interface Value {
  readonly labels: ReadonlySet<string>;
  /** Name of a counter whose raw value this is. */
  readonly counter?: string | undefined;
  /** Name of a gauge that this is, untouched. */
  readonly gauge?: string | undefined;
  readonly range?: boolean | undefined;
  readonly scalar?: boolean | undefined;
}

export const NUMBER: Value = { labels: new Set(), scalar: true };

/** Reads `metric{label="value"}` against what the jobs have. */
export class Selectors {
  constructor(
    private readonly catalogue: Catalogue,
    /** Labels of recorded metrics. */
    private readonly recorded: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly add: (what: string, fix: string) => void,
  ) {}

  /** What a selector gives, with its problems. */
  read({ metric, matchers }: Selector, range?: Duration): Value {
    const { sources, rules, own = [] } = this.catalogue;
    const recorded = metric === undefined ? undefined : this.recorded.get(metric);
    if (metric !== undefined && recorded !== undefined) {
      this.checkMatchers(metric, matchers, recorded, {});
      return { labels: recorded, gauge: metric };
    }
    const jobs = this.jobs(matchers);
    if (metric === undefined) {
      this.add('a selector without the name of a metric reads everything there is', 'Name the metric.');
      return NUMBER;
    }
    const found = known(jobs, jobs.length === sources.length ? own : [], metric);
    if (jobs.length === 0) {
      const names = sources.map(({ name }) => name);
      for (const { value } of matchers.filter(({ label }) => label === 'job'))
        this.add(`there is no job "${value}"`, didYouMean(value, names));
      return NUMBER;
    }
    if (found === undefined) {
      const elsewhere = sources.filter((source) => known([source], [], metric) !== undefined).map(({ name }) => name);
      if (elsewhere.length > 0) this.add(`the selected job has no metric ${metric}`, `It comes from the job ${elsewhere.join(', ')}.`);
      else
        this.add(
          `no job has the metric ${metric}`,
          didYouMean(metric, [...metricNames(sources, own), ...rules.map(({ record }) => record)]),
        );
      return NUMBER;
    }
    this.checkMatchers(metric, matchers, found.labels, found.values);
    if (range !== undefined && found.interval !== undefined && range.compare(found.interval.times(2)) < 0) {
      this.add(
        `${metric} arrives every ${found.interval.text}, so a range of ${range.text} often holds fewer than two values`,
        `Take at least ${found.interval.times(2).text}, better ${found.interval.times(4).text}.`,
      );
    }
    return { labels: found.labels, ...(found.type === 'counter' ? { counter: metric } : { gauge: metric }) };
  }

  /** The jobs that the matchers leave. */
  private jobs(matchers: readonly LabelMatcher[]): Catalogue['sources'] {
    const { sources } = this.catalogue;
    return sources.filter(({ name }) =>
      matchers.every(({ label, operator, value }) => {
        if (label !== 'job' || operator === '!=' || operator === '!~' || isVariable(value)) return true;
        return operator === '=' ? value === name : matches(value, name);
      }),
    );
  }

  private checkMatchers(
    metric: string,
    matchers: readonly LabelMatcher[],
    labels: ReadonlySet<string>,
    values: Readonly<Record<string, readonly string[]>>,
  ): void {
    const jobs = this.catalogue.sources.map(({ name }) => name);
    for (const { label, operator, value } of matchers) {
      if (!labels.has(label)) {
        this.add(`${metric} has no label ${label}`, didYouMean(label, labels));
        continue;
      }
      const allowed = label === 'job' ? jobs : values[label];
      if (allowed === undefined || isVariable(value)) continue;
      for (const wanted of operator.endsWith('~') ? (alternatives(value) ?? []) : [value]) {
        if (wanted !== '' && !allowed.includes(wanted))
          this.add(`the label ${label} of ${metric} is never "${wanted}"`, didYouMean(wanted, allowed));
      }
    }
  }
}

/** Whether Grafana puts the value in: `$namespace`, `${namespace:regex}`. */
function isVariable(value: string): boolean {
  return /\$\{?\w/.test(value);
}

/** As Prometheus matches: the whole text. An expression that only its engine understands may match anything. */
function matches(expression: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${expression})$`).test(text);
  } catch {
    return true;
  }
}
