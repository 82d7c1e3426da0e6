import { names } from '../../../lib/metrics/exporter.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import { CADVISOR } from '../../../lib/metrics/exporters/kubelet.ts';
import { NODE } from '../../../lib/metrics/exporters/node.ts';
import { ALERTS, SCRAPE } from '../../../lib/metrics/exporters/prometheus.ts';
import { NAMESPACES } from '../../namespaces.ts';
import { RECORDED } from '../recording-rules.ts';
import type { Board } from './board.ts';
import { streams } from './log-query.ts';
import { graph, logs, row, stat } from './panels.ts';

const kube = names(KUBE_STATE);
const container = names(CADVISOR);
const node = names(NODE);
const alerts = names(ALERTS);
const target = names(SCRAPE);

/** Interfaces of the machine itself; those of the pods carry the same bytes once more. */
const OUTSIDE = 'id="/", interface!~"lo|lxc.*|cilium.*|veth.*"';

/** State of the whole system (seed 002, Grafana). */
export const systemHealth: Board = {
  uid: 'system-health',
  title: 'System Health Overview',
  description: 'Is everything up, and what runs out first?',
  content: [
    stat('Nodes not ready', {
      unit: 'none',
      span: 4,
      query: `count(${kube.kube_node_status_condition}{condition="Ready", status="true"} == 0) or vector(0)`,
      alarm: 1,
    }),
    stat('Pods down', { unit: 'none', span: 4, query: `count(${RECORDED.podDown} == 1) or vector(0)`, alarm: 1 }),
    stat('Alerts firing', { unit: 'none', span: 4, query: `count(${alerts.ALERTS}{alertstate="firing"}) or vector(0)`, warn: 1 }),
    stat('Targets down', { unit: 'none', span: 4, query: `count(${target.up} == 0) or vector(0)`, warn: 1 }),
    stat('Requests to the site', { unit: 'reqps', span: 4, query: RECORDED.siteRequests, warn: 1000 }),
    stat('Failed requests', { unit: 'percentunit', span: 4, query: RECORDED.siteErrors, warn: 0.01, alarm: 0.1 }),

    row('Machines'),
    graph('CPU', { unit: 'percentunit', span: 8, max: 1, lines: [{ query: RECORDED.cpu, legend: '{{instance}}' }] }),
    graph('Memory', { unit: 'percentunit', span: 8, max: 1, lines: [{ query: RECORDED.memory, legend: '{{instance}}' }] }),
    graph('Disks', { unit: 'percentunit', span: 8, max: 1, lines: [{ query: RECORDED.disk, legend: '{{instance}} {{mountpoint}}' }] }),
    graph('Load per core', {
      unit: 'none',
      span: 8,
      lines: [
        {
          query: `max by (instance) (${node.node_load5}) / count by (instance) (${node.node_cpu_seconds_total}{mode="idle"})`,
          legend: '{{instance}}',
        },
      ],
    }),
    graph('Time that disks are busy', {
      unit: 'percentunit',
      span: 8,
      max: 1,
      lines: [{ query: `max by (instance) (rate(${node.node_disk_io_time_seconds_total}[5m]))`, legend: '{{instance}}' }],
    }),
    graph('Network', {
      unit: 'Bps',
      span: 8,
      description: 'From cAdvisor: the agent sees only the network of its own pod.',
      lines: [
        {
          query: `sum by (instance) (rate(${container.container_network_receive_bytes_total}{${OUTSIDE}}[5m]))`,
          legend: '{{instance}} in',
        },
        {
          query: `sum by (instance) (rate(${container.container_network_transmit_bytes_total}{${OUTSIDE}}[5m]))`,
          legend: '{{instance}} out',
        },
      ],
    }),

    row('Workloads'),
    graph('CPU by namespace', {
      unit: 'cores',
      span: 12,
      stacked: true,
      lines: [
        { query: `sum by (namespace) (rate(${container.container_cpu_usage_seconds_total}{container!=""}[5m]))`, legend: '{{namespace}}' },
      ],
    }),
    graph('Memory by namespace', {
      unit: 'bytes',
      span: 12,
      stacked: true,
      lines: [{ query: `sum by (namespace) (${container.container_memory_working_set_bytes}{container!=""})`, legend: '{{namespace}}' }],
    }),
    graph('Restarts in an hour', {
      unit: 'none',
      span: 8,
      lines: [
        {
          query: `sum by (namespace, pod) (increase(${kube.kube_pod_container_status_restarts_total}[1h])) > 0`,
          legend: '{{namespace}}/{{pod}}',
        },
      ],
    }),
    graph('Replicas of the autoscalers', {
      unit: 'none',
      span: 8,
      lines: [
        {
          query: `max by (horizontalpodautoscaler) (${kube.kube_horizontalpodautoscaler_status_current_replicas})`,
          legend: '{{horizontalpodautoscaler}}',
        },
        {
          query: `max by (horizontalpodautoscaler) (${kube.kube_horizontalpodautoscaler_spec_max_replicas})`,
          legend: '{{horizontalpodautoscaler}} most',
        },
      ],
    }),
    graph('Volumes', {
      unit: 'percentunit',
      span: 8,
      max: 1,
      lines: [{ query: RECORDED.volume, legend: '{{namespace}}/{{persistentvolumeclaim}}' }],
    }),

    row('Logs'),
    logs('Errors of the blog', { span: 12, query: `${streams(NAMESPACES.blog.name)} |~ "(?i)\\\\b(error|exception|fatal)\\\\b"` }),
    logs('Errors of Argo CD', { span: 12, query: `${streams(NAMESPACES.argocd.name)} |~ "(?i)\\\\b(error|fatal)\\\\b"` }),
  ],
};
