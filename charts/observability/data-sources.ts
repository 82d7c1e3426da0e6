import { type ServiceEndpoint, urlOf } from '../../lib/constructs/peer.ts';
import { names } from '../../lib/metrics/exporter.ts';
import { CADVISOR } from '../../lib/metrics/exporters/kubelet.ts';
import { checkedQuery } from '../../lib/metrics/promql.ts';
import { CATALOGUE } from './catalogue.ts';
import { SCRAPE_INTERVAL } from './jobs.ts';

/** What dashboards and links call the three sources; Grafana would draw other identities for each new pod. */
export const SOURCE_UID = { prometheus: 'prometheus', loki: 'loki', tempo: 'tempo' } as const;

/** One item of Grafana's provisioning file. @see https://grafana.com/docs/grafana/v11.4/administration/provisioning/#data-sources */
export interface DataSource {
  readonly name: string;
  readonly type: 'prometheus' | 'loki' | 'tempo';
  readonly uid: string;
  /** Asked by Grafana itself, not by the browser. */
  readonly access: 'proxy';
  readonly url: string;
  readonly isDefault?: boolean;
  readonly editable: false;
  readonly jsonData: PrometheusOptions | LokiOptions | TempoOptions;
}

interface PrometheusOptions {
  readonly httpMethod: 'POST';
  /** Shortest step of a graph: the scrape interval. */
  readonly timeInterval: string;
}

interface LokiOptions {
  /** Links out of a log line. */
  readonly derivedFields: readonly {
    readonly name: string;
    readonly matcherRegex: string;
    readonly url: string;
    readonly urlDisplayLabel: string;
    readonly datasourceUid: string;
  }[];
}

/** A span's attribute, and the label under which the other store knows the same thing. */
interface Tag {
  readonly key: string;
  readonly value: string;
}

interface TempoOptions {
  readonly tracesToLogsV2: {
    readonly datasourceUid: string;
    readonly spanStartTimeShift: string;
    readonly spanEndTimeShift: string;
    readonly tags: readonly Tag[];
  };
  readonly tracesToMetrics: {
    readonly datasourceUid: string;
    readonly spanStartTimeShift: string;
    readonly spanEndTimeShift: string;
    readonly tags: readonly Tag[];
    readonly queries: readonly { readonly name: string; readonly query: string }[];
  };
}

/** Grafana's three sources (seed 002, Grafana). */
export interface Sources {
  readonly prometheus: ServiceEndpoint;
  readonly loki: ServiceEndpoint;
  readonly tempo: ServiceEndpoint;
}

/** The Java agent takes the host's name for `host.name`, and in a pod that is the pod's. */
const POD: Tag = { key: 'host.name', value: 'pod' };

/**
 * From a span to the logs and the use of its pod, and from a log line that names a trace to the trace. There is no way
 * from a metric to one trace: nothing here writes exemplars, so Prometheus has none to show.
 */
export function dataSources({ prometheus, loki, tempo }: Sources): readonly DataSource[] {
  const fixed = { access: 'proxy', editable: false } as const;
  return [
    {
      ...fixed,
      name: 'Prometheus',
      type: 'prometheus',
      uid: SOURCE_UID.prometheus,
      url: urlOf(prometheus),
      isDefault: true,
      jsonData: { httpMethod: 'POST', timeInterval: SCRAPE_INTERVAL.text },
    },
    {
      ...fixed,
      name: 'Loki',
      type: 'loki',
      uid: SOURCE_UID.loki,
      url: urlOf(loki),
      jsonData: {
        derivedFields: [
          // The agent puts trace_id into the logging context of every line.
          {
            name: 'trace',
            matcherRegex: 'trace_id"?[=:]"?([0-9a-f]{32})',
            url: literal('${__value.raw}'),
            urlDisplayLabel: 'Open the trace',
            datasourceUid: SOURCE_UID.tempo,
          },
        ],
      },
    },
    {
      ...fixed,
      name: 'Tempo',
      type: 'tempo',
      uid: SOURCE_UID.tempo,
      url: urlOf(tempo),
      jsonData: {
        tracesToLogsV2: { datasourceUid: SOURCE_UID.loki, spanStartTimeShift: '-1m', spanEndTimeShift: '1m', tags: [POD] },
        tracesToMetrics: {
          datasourceUid: SOURCE_UID.prometheus,
          spanStartTimeShift: '-5m',
          spanEndTimeShift: '5m',
          tags: [POD],
          queries: metricsOfAPod().map(({ name, query }) => ({ name, query: literal(query) })),
        },
      },
    },
  ];
}

/** What is shown beside a span; Grafana fills the pod in. @throws InputError for a metric that nobody has. */
function metricsOfAPod(): { readonly name: string; readonly query: string }[] {
  const { container_cpu_usage_seconds_total: cpu, container_memory_working_set_bytes: memory } = names(CADVISOR);
  const queries = [
    { name: 'CPU of the pod', query: `sum(rate(${cpu}{container!="", $__tags}[5m]))` },
    { name: 'Memory of the pod', query: `sum(${memory}{container!="", $__tags})` },
  ];
  for (const { name, query } of queries) checkedQuery(`data source Tempo, ${name}`, query.replace('$__tags', 'pod="was"'), CATALOGUE);
  return queries;
}

/** Where a dollar sign is meant: in provisioning files Grafana takes `$NAME` for a variable of its environment. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
