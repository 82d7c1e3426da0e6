import { names } from '../../lib/metrics/exporter.ts';
import { CADVISOR } from '../../lib/metrics/exporters/kubelet.ts';
import { checkedQuery } from '../../lib/metrics/promql.ts';
import { NETWORK_METRIC } from '../blog/scaling.ts';
import { CATALOGUE } from './catalogue.ts';

const cadvisor = names(CADVISOR);

/** A metric of pods that HPAs read through the API, made from a counter of the catalogue. */
export interface AdapterRule {
  /** Name in the API. */
  readonly serves: string;
  readonly counter: string;
  /** Over which the rate is taken, `2m`. */
  readonly range: string;
}

/** What the adapter serves (seed 002, autoscaling: bytes a second that a pod receives). */
export const ADAPTER_RULES: readonly AdapterRule[] = [
  { serves: NETWORK_METRIC, counter: cadvisor.container_network_receive_bytes_total, range: '2m' },
];

/** An item of the adapter's `rules`. @see https://github.com/kubernetes-sigs/prometheus-adapter/blob/v0.12.0/docs/config.md */
export interface AdapterRuleJson {
  readonly seriesQuery: string;
  readonly resources: { readonly overrides: Readonly<Record<'namespace' | 'pod', { readonly resource: string }>> };
  readonly name: { readonly matches: string; readonly as: string };
  readonly metricsQuery: string;
}

/** @throws InputError where no job has the counter with the labels namespace and pod. */
export function adapterRule({ serves, counter, range }: AdapterRule): AdapterRuleJson {
  const query = (series: string, matchers: string, grouping: string): string =>
    `sum(rate(${series}{${matchers}}[${range}])) by (${grouping})`;
  checkedQuery(`adapter rule ${serves}`, query(counter, 'namespace="blog-system", pod=~"web-1|web-2"', 'pod'), CATALOGUE);
  return {
    seriesQuery: `${counter}{namespace!="", pod!=""}`,
    resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
    name: { matches: `^${counter}$`, as: serves },
    metricsQuery: query('<<.Series>>', '<<.LabelMatchers>>', '<<.GroupBy>>'),
  };
}
