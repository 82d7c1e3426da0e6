import { InputError } from '../../../lib/errors.ts';
import { checkQuery } from '../../../lib/metrics/promql.ts';
import { FLEET } from './catalogue.ts';
import { DISKS } from './rules.ts';
import { OBJECTIVE, RECORDED } from './service-level.ts';

/** What Grafana mounts. */
export const DASHBOARDS = 'grafana-dashboards';

/** What dashboards call the two data sources. */
export const SOURCES = { metrics: 'thanos', logs: 'loki' } as const;

interface Panel {
  readonly title: string;
  readonly type: 'stat' | 'timeseries' | 'logs';
  readonly query: string;
  /** Names of the series, `{{cluster}}`. */
  readonly legend?: string;
  /** Grafana's word for the unit. */
  readonly unit?: 'percentunit' | 'short';
  readonly source?: keyof typeof SOURCES;
}

/** The fleet at a look: is what was promised kept, does every cluster report, and where does room run out. */
const PANELS: readonly Panel[] = [
  {
    title: 'Availability of 30 days',
    type: 'stat',
    query: RECORDED.availability,
    legend: '{{cluster}} {{deployment}}',
    unit: 'percentunit',
  },
  { title: 'Targets that answer', type: 'stat', query: 'sum by (cluster) (up{job="node-exporter"})', legend: '{{cluster}}', unit: 'short' },
  { title: 'Available now', type: 'timeseries', query: RECORDED.available, legend: '{{cluster}} {{deployment}}', unit: 'short' },
  {
    title: 'Disks in use',
    type: 'timeseries',
    query: `1 - max by (cluster, instance, mountpoint) (node_filesystem_avail_bytes{${DISKS}}) / max by (cluster, instance, mountpoint) (node_filesystem_size_bytes{${DISKS}})`,
    legend: '{{cluster}} {{instance}} {{mountpoint}}',
    unit: 'percentunit',
  },
  {
    title: 'Memory in use',
    type: 'timeseries',
    query: '1 - max by (cluster, instance) (node_memory_MemAvailable_bytes) / max by (cluster, instance) (node_memory_MemTotal_bytes)',
    legend: '{{cluster}} {{instance}}',
    unit: 'percentunit',
  },
  {
    title: 'Samples lost on the way',
    type: 'timeseries',
    query: 'sum by (cluster) (increase(prometheus_remote_storage_samples_failed_total[15m]))',
    legend: '{{cluster}}',
    unit: 'short',
  },
  { title: 'Errors in the logs of workloads', type: 'logs', query: '{namespace="app"} |~ "(?i)error"', source: 'logs' },
];

const WIDTH = 12;
const HEIGHT = 8;

/** Files of the ConfigMap. @throws InputError for a query that asks for what nobody measures. */
export function dashboardFiles(): Record<string, string> {
  const problems = PANELS.filter(({ source }) => source !== 'logs').flatMap(({ title, query }) =>
    checkQuery(query, FLEET).map((problem) => ({ where: `dashboard Fleet, panel ${title}: ${query}`, ...problem })),
  );
  if (problems.length > 0) throw new InputError(problems);
  const dashboard = {
    uid: 'fleet',
    title: 'Fleet',
    description: `Workloads are to be available ${OBJECTIVE.availability * 100} % of 30 days.`,
    editable: false,
    refresh: '1m',
    schemaVersion: 41,
    time: { from: 'now-24h', to: 'now' },
    panels: PANELS.map(panel),
  };
  return { 'fleet.json': `${JSON.stringify(dashboard, null, 2)}\n` };
}

function panel({ title, type, query, legend, unit, source = 'metrics' }: Panel, index: number): object {
  const datasource = { type: source === 'metrics' ? 'prometheus' : 'loki', uid: SOURCES[source] };
  return {
    id: index + 1,
    title,
    type,
    datasource,
    gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: unit === undefined ? {} : { unit }, overrides: [] },
    targets: [{ refId: 'A', datasource, expr: query, ...(legend === undefined ? {} : { legendFormat: legend }) }],
  };
}
