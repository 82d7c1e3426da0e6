import { KubeConfigMap } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { checkedQuery } from '../../../lib/metrics/promql.ts';
import { MONITORING } from '../namespaces.ts';
import { CATALOGUE } from './catalogue.ts';
import { PROMETHEUS_UID } from './data-source.ts';
import { answeredWith, BY_SERVICE, CPU_SHARE, latency, MEMORY_SHARE, requests, SERVICES } from './queries.ts';

/** By which label and value Grafana's sidecar finds dashboards (seed 003, metrics). */
export const DASHBOARD_LABEL = { label: 'grafana_dashboard', labelValue: '1' } as const;

const SOURCE = { type: 'prometheus', uid: PROMETHEUS_UID };
/** Services that the reader chose. */
const CHOSEN = `, ${BY_SERVICE}=~"$service"`;
/** Unit: columns and rows of Grafana's grid: two panels beside each other. */
const SIZE = { w: 12, h: 9 } as const;

interface Graph {
  readonly title: string;
  readonly description: string;
  readonly unit: 'ms' | 'reqps' | 'percent';
  /** Legend and query of each line. */
  readonly lines: Readonly<Record<string, string>>;
  /** Colours from a value on; what is below is green. */
  readonly thresholds?: Readonly<Partial<Record<'yellow' | 'red', number>>> | undefined;
}

/** The four golden signals (seed 003, dashboard). */
const GRAPHS: readonly Graph[] = [
  {
    title: 'Latency',
    description: 'Time in which 95 % and 99 % of the requests were answered.',
    unit: 'ms', // what the metric is in (L8)
    lines: { 'P95 {{destination_service_name}}': latency(0.95, CHOSEN), 'P99 {{destination_service_name}}': latency(0.99, CHOSEN) },
    thresholds: { red: 1000 },
  },
  {
    title: 'Traffic',
    description: 'Requests a second, counted where they are answered.',
    unit: 'reqps',
    lines: { '{{destination_service_name}}': requests(CHOSEN) },
  },
  {
    title: 'Errors',
    description: 'Share of the requests that were answered with 4xx and 5xx.',
    unit: 'percent',
    lines: {
      '4xx {{destination_service_name}}': `100 * ${answeredWith('4..', CHOSEN)}`,
      '5xx {{destination_service_name}}': `100 * ${answeredWith('5..', CHOSEN)}`,
    },
    thresholds: { yellow: 1, red: 5 },
  },
  {
    title: 'Saturation',
    description: 'CPU and memory of every pod as a share of its limits, the sidecar included.',
    unit: 'percent',
    lines: { 'CPU {{pod}}': `100 * ${CPU_SHARE}`, 'memory {{pod}}': `100 * ${MEMORY_SHARE}` },
    thresholds: { yellow: 70, red: 90 },
  },
];

const GOLDEN_SIGNALS = {
  uid: 'titanium-golden-signals',
  title: 'Titanium - Golden Signals',
  schemaVersion: 39, // older than Grafana's own, which brings it up to date
  tags: ['titanium'],
  editable: false,
  timezone: 'browser',
  refresh: '10s',
  time: { from: 'now-1h', to: 'now' },
  templating: {
    list: [
      {
        type: 'query',
        name: 'service',
        label: 'Service',
        datasource: SOURCE,
        query: `label_values(${SERVICES}, ${BY_SERVICE})`,
        refresh: 2, // whenever the time range changes: services come and go
        multi: true,
        includeAll: true,
        allValue: '.*',
        current: { text: 'All', value: '$__all' },
      },
    ],
  },
  panels: GRAPHS.map(panel),
};

/** @throws InputError for a query that no scraped target can answer (L6, L7). */
function panel({ title, description, unit, lines, thresholds = {} }: Graph, index: number): object {
  const steps = [{ value: null, color: 'green' }, ...Object.entries(thresholds).map(([color, value]) => ({ value, color }))];
  return {
    id: index + 1,
    type: 'timeseries',
    title,
    description,
    datasource: SOURCE,
    gridPos: { ...SIZE, x: (index % 2) * SIZE.w, y: Math.floor(index / 2) * SIZE.h },
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: { mode: 'absolute', steps },
        custom: { thresholdsStyle: { mode: steps.length > 1 ? 'line' : 'off' } },
      },
      overrides: [],
    },
    targets: Object.entries(lines).map(([legendFormat, expr], i) => {
      checkedQuery(`panel ${title}`, expr.replaceAll('$service', '.*'), CATALOGUE);
      return { refId: 'AB'[i], datasource: SOURCE, expr, legendFormat, range: true };
    }),
  };
}

/** The dashboard as Grafana's sidecar finds it. */
export function goldenSignals(scope: Construct): void {
  new KubeConfigMap(scope, 'GoldenSignals', {
    metadata: {
      name: 'grafana-dashboard-golden-signals',
      namespace: MONITORING,
      labels: { [DASHBOARD_LABEL.label]: DASHBOARD_LABEL.labelValue },
    },
    data: { 'golden-signals.json': `${JSON.stringify(GOLDEN_SIGNALS, null, 2)}\n` },
  });
}
