import type { Release } from '../hosts/chart-table.ts';
import { at } from '../read.ts';

/** A program that charts bring along, and that people also install by itself. */
export interface Component {
  /** `Grafana`, as people call it. */
  readonly name: string;
  /** Its image, without registry and tag. */
  readonly image: RegExp;
  /** More than one in a cluster hurts, in whatever namespaces: what happens. */
  readonly alone?: string;
  /** Value that switches it in each chart that brings it; an empty one cannot be switched. */
  readonly charts: Readonly<Record<string, { readonly value: string; readonly byDefault: boolean }>>;
}

const always = { value: '', byDefault: true };

export const COMPONENTS: readonly Component[] = [
  {
    name: 'Alertmanager',
    image: /(^|\/)(prom|prometheus)\/alertmanager$/,
    charts: {
      alertmanager: always,
      'kube-prometheus-stack': { value: 'alertmanager.enabled', byDefault: true },
      prometheus: { value: 'alertmanager.enabled', byDefault: true },
    },
  },
  {
    name: 'Grafana',
    image: /(^|\/)grafana\/grafana(-oss|-enterprise)?$/,
    charts: {
      grafana: always,
      'kube-prometheus-stack': { value: 'grafana.enabled', byDefault: true },
      'loki-stack': { value: 'grafana.enabled', byDefault: false },
    },
  },
  {
    name: 'kube-state-metrics',
    image: /(^|\/)kube-state-metrics$/,
    alone: 'Every series of the cluster comes twice: sums are doubled, and joins fail with "many-to-many matching not allowed".',
    charts: {
      'kube-prometheus-stack': { value: 'kubeStateMetrics.enabled', byDefault: true },
      'kube-state-metrics': always,
      prometheus: { value: 'kube-state-metrics.enabled', byDefault: true },
    },
  },
  {
    name: 'metrics-server',
    image: /(^|\/)metrics-server$/,
    alone: 'Both claim the APIService v1beta1.metrics.k8s.io: each sync turns it to the other one.',
    charts: { 'metrics-server': always },
  },
  {
    name: 'node-exporter',
    image: /(^|\/)(prom|prometheus)\/node-exporter$/,
    alone: 'Both want port 9100 of every node: the pods of one stay Pending.',
    charts: {
      'kube-prometheus-stack': { value: 'nodeExporter.enabled', byDefault: true },
      prometheus: { value: 'prometheus-node-exporter.enabled', byDefault: true },
      'prometheus-node-exporter': always,
    },
  },
  {
    name: 'Prometheus',
    image: /(^|\/)(prom|prometheus)\/prometheus$/,
    charts: {
      'kube-prometheus-stack': { value: 'prometheus.enabled', byDefault: true },
      'loki-stack': { value: 'prometheus.enabled', byDefault: false },
      prometheus: { value: 'server.enabled', byDefault: true },
    },
  },
  {
    name: 'Promtail',
    image: /(^|\/)grafana\/promtail$/,
    alone: 'Both read the same files: every line is stored twice.',
    charts: { 'loki-stack': { value: 'promtail.enabled', byDefault: true }, promtail: always },
  },
];

/** Whether a release brings a component; `undefined` where values that were not read may switch it. */
export function brings({ chart, values, open }: Release, { charts }: Component): boolean | undefined {
  const found = charts[chart];
  if (found === undefined) return false;
  if (found.value === '') return true;
  if (open === true) return undefined;
  const value = at(values, found.value);
  return value === undefined ? found.byDefault : value === true || value === 'true';
}
