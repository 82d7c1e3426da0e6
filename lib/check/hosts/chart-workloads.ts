import { at, fieldsAt, textAt } from '../read.ts';
import { fullName, type Release } from './chart-table.ts';

/** A workload that a chart makes. */
export interface ChartWorkload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly name: string;
}

function many(kind: ChartWorkload['kind'], names: readonly string[]): readonly ChartWorkload[] {
  return names.map((name) => ({ kind, name }));
}

function deployments(...names: readonly string[]): readonly ChartWorkload[] {
  return many('Deployment', names);
}

function parts(full: string, ...ends: readonly string[]): readonly ChartWorkload[] {
  return deployments(...ends.map((end) => (end === '' ? full : `${full}-${end}`)));
}

/** All workloads of a chart that its values may lead to, by chart, from the templates of each. */
export const WORKLOADS: Readonly<Record<string, (release: Release) => readonly ChartWorkload[]>> = {
  'argo-cd': ({ name, values }) => {
    const full = fullName(name, 'argocd', values);
    return [
      ...parts(
        full,
        'server',
        'repo-server',
        'applicationset-controller',
        'notifications-controller',
        'dex-server',
        'redis',
        'commit-server',
      ),
      ...many('StatefulSet', [`${full}-application-controller`, `${full}-redis-ha-server`]),
      ...deployments(`${full}-redis-ha-haproxy`),
    ];
  },
  'cert-manager': ({ name, values }) => parts(fullName(name, 'cert-manager', values), '', 'webhook', 'cainjector'),
  cilium: () => [
    ...many('DaemonSet', ['cilium', 'cilium-envoy', 'cilium-node-init']),
    ...deployments('cilium-operator', 'hubble-relay', 'hubble-ui', 'clustermesh-apiserver'),
  ],
  'external-secrets': ({ name, values }) => parts(fullName(name, 'external-secrets', values), '', 'webhook', 'cert-controller'),
  falco: ({ name, values }) => [
    ...many('DaemonSet', [fullName(name, 'falco', values)]),
    ...deployments(
      fullName(name, 'falco', values),
      `${name}-falcosidekick`,
      `${name}-falcosidekick-ui`,
      `${name}-k8s-metacollector`,
      `${name}-falco-talon`,
    ),
    ...many('StatefulSet', [`${name}-falcosidekick-ui-redis`]),
  ],
  grafana: ({ name, values }) => deployments(fullName(name, 'grafana', values), `${fullName(name, 'grafana', values)}-image-renderer`),
  'ingress-nginx': ({ name, values }) => {
    const full = fullName(name, 'ingress-nginx', values);
    return [...deployments(`${full}-controller`, `${full}-defaultbackend`), ...many('DaemonSet', [`${full}-controller`])];
  },
  istiod: ({ values }) => deployments((textAt(values, 'revision') ?? '') === '' ? 'istiod' : `istiod-${textAt(values, 'revision') ?? ''}`),
  gateway: ({ name, values }) => deployments(textAt(values, 'name') ?? name),
  base: () => [],
  'kiali-server': ({ values }) => deployments(textAt(values, 'fullnameOverride') ?? 'kiali'),
  'kube-prometheus-stack': ({ name, values }) => {
    const full = fullName(name, 'kube-prometheus-stack', values).slice(0, 26).replace(/-$/, '');
    const part = (chart: string): string => fullName(name, chart, fieldsAt(values, chart));
    return [
      ...deployments(`${full}-operator`, part('kube-state-metrics'), part('grafana')),
      ...many('StatefulSet', [
        `prometheus-${full}-prometheus`,
        `alertmanager-${full}-alertmanager`,
        part('grafana'),
        `thanos-ruler-${full}-thanos-ruler`,
        `prom-agent-${full}-prometheus`,
      ]),
      ...many('DaemonSet', [part('prometheus-node-exporter')]),
    ];
  },
  kyverno: ({ name, values }) =>
    parts(fullName(name, 'kyverno', values), 'admission-controller', 'background-controller', 'cleanup-controller', 'reports-controller'),
  metallb: ({ name, values }) => [
    ...parts(fullName(name, 'metallb', values), 'controller'),
    ...many('DaemonSet', [`${fullName(name, 'metallb', values)}-speaker`, `${fullName(name, 'metallb', values)}-frr-k8s`]),
  ],
  'metrics-server': ({ name, values }) => deployments(fullName(name, 'metrics-server', values)),
  promtail: ({ name, values }) => [
    ...many('DaemonSet', [fullName(name, 'promtail', values)]),
    ...deployments(fullName(name, 'promtail', values)),
  ],
  vault: ({ name, values }) => [
    ...many('StatefulSet', [fullName(name, 'vault', values)]),
    ...deployments(`${fullName(name, 'vault', values)}-agent-injector`),
    ...many('DaemonSet', [`${fullName(name, 'vault', values)}-csi-provider`]),
  ],
  velero: ({ name, values }) => [
    ...deployments(fullName(name, 'velero', values), `${fullName(name, 'velero', values)}-ui`),
    ...many('DaemonSet', [
      at(values, 'nodeAgent.fullnameOverride') === undefined ? 'node-agent' : (textAt(values, 'nodeAgent.fullnameOverride') ?? ''),
    ]),
  ],
};
