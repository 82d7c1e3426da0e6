import { names } from '../../../lib/metrics/exporter.ts';
import { ISTIO_PROXY } from '../../../lib/metrics/exporters/istio-proxy.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { CADVISOR } from '../../../lib/metrics/exporters/kubelet.ts';
import { NGINX } from '../../../lib/metrics/exporters/nginx.ts';
import { BLOG } from '../../namespaces.ts';
import { RECORDED } from '../recording-rules.ts';
import type { Board } from './board.ts';
import { streams } from './log-query.ts';
import { graph, logs, row, stat } from './panels.ts';

const nginx = names(NGINX);
const proxy = names(ISTIO_PROXY);
const kube = names(KUBE_STATE);
const container = names(CADVISOR);

const SITE = 'app="istio-ingressgateway", reporter="source", destination_service_name="web-service"';
const PODS = `namespace="${BLOG.name}", pod=~"web-.*", container="web"`;

/** Connections and request rate of web (seed 002, Grafana). */
export const nginxBoard: Board = {
  uid: 'nginx',
  title: 'Nginx Dashboard',
  description: 'The site: connections from nginx itself, requests from the gateway in front of it.',
  content: [
    stat('nginx answers', {
      unit: 'none',
      span: 6,
      query: `min(${nginx.nginx_up})`,
      description: '1 while the exporter reaches its status page.',
    }),
    stat('Requests', { unit: 'reqps', span: 6, query: RECORDED.siteRequests, warn: 1000 }),
    stat('Failed requests', { unit: 'percentunit', span: 6, query: RECORDED.siteErrors, warn: 0.01, alarm: 0.1 }),
    stat('Replicas', {
      unit: 'none',
      span: 6,
      query: `max(${kube.kube_horizontalpodautoscaler_status_current_replicas}{horizontalpodautoscaler="web-hpa"})`,
    }),

    row('Requests'),
    graph('Requests by answer', {
      unit: 'reqps',
      span: 12,
      stacked: true,
      description: 'Counted at the gateway: each scrape of nginx meets another pod, so its own counter is no rate.',
      lines: [{ query: `sum by (response_code) (rate(${proxy.istio_requests_total}{${SITE}}[5m]))`, legend: '{{response_code}}' }],
    }),
    graph('Time to answer', {
      unit: 'ms',
      span: 12,
      lines: [0.5, 0.95, 0.99].map((share) => ({
        query: `histogram_quantile(${share}, sum by (le) (rate(${proxy.istio_request_duration_milliseconds_bucket}{${SITE}}[5m])))`,
        legend: `${share * 100} % are faster`,
      })),
    }),

    row('Connections'),
    graph('Connections of one pod', {
      unit: 'none',
      span: 12,
      description: 'A sample: the Service sends each scrape to one of the pods.',
      lines: [
        { query: nginx.nginx_connections_active, legend: 'active' },
        { query: nginx.nginx_connections_reading, legend: 'reading' },
        { query: nginx.nginx_connections_writing, legend: 'writing' },
        { query: nginx.nginx_connections_waiting, legend: 'waiting' },
      ],
    }),
    graph('Received by the pods', {
      unit: 'Bps',
      span: 12,
      description: 'What the autoscaler looks at: 300 kB/s a pod.',
      lines: [
        {
          query: `sum by (pod) (rate(${container.container_network_receive_bytes_total}{namespace="${BLOG.name}", pod=~"web-.*"}[5m]))`,
          legend: '{{pod}}',
        },
      ],
    }),

    row('Pods'),
    graph('CPU', {
      unit: 'cores',
      span: 12,
      lines: [{ query: `sum by (pod) (rate(${container.container_cpu_usage_seconds_total}{${PODS}}[5m]))`, legend: '{{pod}}' }],
    }),
    graph('Memory', {
      unit: 'bytes',
      span: 12,
      lines: [{ query: `sum by (pod) (${container.container_memory_working_set_bytes}{${PODS}})`, legend: '{{pod}}' }],
    }),
    logs('Log', { span: 24, query: `${streams(BLOG.name, 'web')} | container="web"` }),
  ],
};
