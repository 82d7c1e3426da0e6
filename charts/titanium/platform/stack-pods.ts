import type { Construct } from 'constructs';
import { Port } from '../../../lib/constructs/port.ts';
import { type ProvidedPort, ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { MONITORING } from '../namespaces.ts';
import { RELEASE } from '../observability/jobs.ts';

/** What the chart calls its own objects: release and chart, cut at 26 characters. */
const FULL = `${RELEASE}-kube-prometheus`;

/** Chosen: three workers and the services of one namespace. */
export const STACK = {
  prometheus: Resources.of({ requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1000m', memory: '2Gi' } }),
  alertmanager: Resources.of({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
  grafana: Resources.of({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  operator: Resources.of({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
  kubeState: Resources.of({ requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '256Mi' } }),
  node: Resources.of({ requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '200m', memory: '64Mi' } }),
} as const;

const KUBELET = 10250;
const NODE_EXPORTER = 9100;

export interface StackPods {
  readonly prometheus: ProvidedWorkload<'http'>;
  readonly alertmanager: ProvidedWorkload<'http'>;
  readonly grafana: ProvidedWorkload<'http'>;
}

/**
 * Programs of the stack and the Services in front of them, as the chart and its parts name them.
 * @see https://github.com/prometheus-community/helm-charts/tree/kube-prometheus-stack-67.11.0/charts/kube-prometheus-stack
 */
export function stackPods(scope: Construct): StackPods {
  const program = <Name extends string>(
    name: keyof typeof STACK,
    service: string,
    podLabels: Readonly<Record<string, string>>,
    image: string,
    ports: Readonly<Record<Name, ProvidedPort>>,
  ): ProvidedWorkload<Name> =>
    new ProvidedWorkload<Name>(scope, `Pods-${name}`, {
      name: service,
      namespace: MONITORING,
      service,
      podLabels,
      ports,
      pods: { image, requests: STACK[name].toJson().requests, everyNode: name === 'node' },
    });
  const part = (name: string): Record<string, string> => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': RELEASE });

  const prometheus = program(
    'prometheus',
    `${FULL}-prometheus`,
    { 'app.kubernetes.io/name': 'prometheus', 'operator.prometheus.io/name': `${FULL}-prometheus` },
    'quay.io/prometheus/prometheus:v3.1.0',
    { http: { port: Port.http(9090, 'web') } },
  );
  const alertmanager = program(
    'alertmanager',
    `${FULL}-alertmanager`,
    { 'app.kubernetes.io/name': 'alertmanager', alertmanager: `${FULL}-alertmanager` },
    'quay.io/prometheus/alertmanager:v0.27.0',
    { http: { port: Port.http(9093, 'web') } },
  );
  const grafana = program('grafana', `${RELEASE}-grafana`, part('grafana'), 'grafana/grafana:11.4.0', {
    http: { port: Port.http(80, 'web'), target: Port.http(3000) },
  });
  const operator = program(
    'operator',
    `${FULL}-operator`,
    { app: 'kube-prometheus-stack-operator', release: RELEASE },
    'quay.io/prometheus-operator/prometheus-operator:v0.79.2',
    { https: { port: Port.tcp(443, 'https'), target: Port.tcp(10250, 'https') } },
  );
  const kubeState = program(
    'kubeState',
    `${RELEASE}-kube-state-metrics`,
    part('kube-state-metrics'),
    'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0',
    { http: { port: Port.http(8080) } },
  );
  program('node', `${RELEASE}-prometheus-node-exporter`, part('prometheus-node-exporter'), 'quay.io/prometheus/node-exporter:v1.8.2', {
    http: { port: Port.http(NODE_EXPORTER, 'metrics') },
  });

  for (const each of [prometheus, alertmanager, grafana]) each.acceptsFrom('outside', 'http');
  for (const each of [prometheus, operator, kubeState, grafana]) each.connectsToApiServer();
  operator.acceptsFrom('api-server', 'https');
  prometheus.connectsToNodes(KUBELET).connectsToNodes(NODE_EXPORTER);
  prometheus.connectsTo(...[alertmanager, kubeState, grafana].map((each) => each.endpoint('http')), operator.endpoint('https'));
  grafana.connectsTo(prometheus.endpoint('http'), alertmanager.endpoint('http'));
  return { prometheus, alertmanager, grafana };
}
