import type { MetricSource } from './catalogue.ts';

/** Where the targets of a job come from. */
export type Targets =
  /** Every node's kubelet, asked through the API server, so that its certificate needs no exception. */
  | { readonly kind: 'kubelet'; readonly path: string }
  /** Every running pod that carries `prometheus.io/scrape: "true"`, with `/port`, `/path` and `/scheme` beside it. */
  | { readonly kind: 'annotated-pods' }
  /** One address, with labels of its own. */
  | { readonly kind: 'address'; readonly address: string; readonly labels?: Readonly<Record<string, string>> | undefined }
  /** Addresses that somebody else, a prober, asks on behalf of the job. */
  | { readonly kind: 'probes'; readonly prober: string; readonly module: string; readonly urls: readonly string[] };

/** A job: what it scrapes, how often, and which metrics that gives. */
export interface ScrapeJob extends MetricSource {
  readonly targets: Targets;
  /** Keeps the labels of the exporter where the target has the same ones: for an exporter that speaks of others. @default false */
  readonly honorLabels?: boolean | undefined;
}

/** A relabelling step. */
export interface Relabel {
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
  readonly action?: 'replace' | 'keep' | 'drop' | 'labelmap';
}

/** An item of Prometheus' `scrape_configs`. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly scrape_interval: string;
  readonly honor_labels?: boolean;
  readonly scheme?: 'http' | 'https';
  readonly metrics_path?: string;
  readonly params?: Readonly<Record<string, readonly string[]>>;
  readonly authorization?: { readonly credentials_file: string };
  readonly tls_config?: { readonly ca_file: string };
  readonly kubernetes_sd_configs?: readonly { readonly role: 'node' | 'pod' }[];
  readonly static_configs?: readonly { readonly targets: readonly string[]; readonly labels?: Readonly<Record<string, string>> }[];
  readonly relabel_configs?: readonly Relabel[];
}

const API_SERVER = 'kubernetes.default.svc:443';
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The job as Prometheus reads it. */
export function scrapeConfig(job: ScrapeJob): ScrapeConfig {
  const head = { job_name: job.name, scrape_interval: job.interval.text, ...(job.honorLabels === true ? { honor_labels: true } : {}) };
  const { targets } = job;
  switch (targets.kind) {
    case 'kubelet':
      return { ...head, ...throughApiServer(targets.path) };
    case 'annotated-pods':
      return { ...head, kubernetes_sd_configs: [{ role: 'pod' }], relabel_configs: ANNOTATED };
    case 'address':
      return {
        ...head,
        static_configs: [{ targets: [targets.address], ...(targets.labels === undefined ? {} : { labels: targets.labels }) }],
      };
    case 'probes':
      return {
        ...head,
        metrics_path: '/probe',
        params: { module: [targets.module] },
        static_configs: [{ targets: targets.urls }],
        relabel_configs: [
          { source_labels: ['__address__'], target_label: '__param_target' },
          { source_labels: ['__param_target'], target_label: 'instance' },
          { target_label: '__address__', replacement: targets.prober },
        ],
      };
  }
}

function throughApiServer(path: string): Omit<ScrapeConfig, 'job_name' | 'scrape_interval'> {
  return {
    scheme: 'https',
    authorization: { credentials_file: `${ACCOUNT}/token` },
    tls_config: { ca_file: `${ACCOUNT}/ca.crt` },
    kubernetes_sd_configs: [{ role: 'node' }],
    relabel_configs: [
      { target_label: '__address__', replacement: API_SERVER },
      { source_labels: ['__meta_kubernetes_node_name'], target_label: '__metrics_path__', replacement: `/api/v1/nodes/$1/proxy${path}` },
    ],
  };
}

/** A pod that has ended answers nobody, and an init container listens on nothing. */
const ANNOTATED: readonly Relabel[] = [
  { source_labels: [annotation('scrape')], action: 'keep', regex: 'true' },
  { source_labels: ['__meta_kubernetes_pod_phase'], action: 'drop', regex: 'Pending|Succeeded|Failed|Completed' },
  { source_labels: [annotation('scheme')], regex: '(https?)', target_label: '__scheme__' },
  { source_labels: [annotation('path')], regex: '(.+)', target_label: '__metrics_path__' },
  { source_labels: ['__meta_kubernetes_pod_ip', annotation('port')], separator: ':', regex: '(.+:\\d+)', target_label: '__address__' },
  { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
  { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
  { source_labels: ['__meta_kubernetes_pod_node_name'], target_label: 'node' },
  {
    source_labels: ['__meta_kubernetes_pod_label_app', '__meta_kubernetes_pod_label_app_kubernetes_io_name'],
    separator: ';',
    regex: '(?:;(.+)|(.+);.*)',
    replacement: '$1$2',
    target_label: 'app',
  },
];

function annotation(name: string): string {
  return `__meta_kubernetes_pod_annotation_prometheus_io_${name}`;
}
