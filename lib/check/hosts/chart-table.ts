import { at, fieldsAt, itemsAt, numberAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** A Helm release: a chart under a name, with the values that are known of it. */
export interface Release {
  readonly chart: string;
  readonly version: string | undefined;
  readonly name: string;
  readonly namespace: string;
  readonly values: unknown;
  /** There are values that were not read: what they switch, nobody knows. */
  readonly open?: boolean | undefined;
  /** The object, script or file that says so. */
  readonly manifest?: WorldObject | undefined;
  /** Where the chart comes from, as written there. */
  readonly repository?: string | undefined;
  /** The cluster that its Application names, empty for that of Argo CD; `undefined` where no Application installs it. */
  readonly cluster?: string | undefined;
}

/** A Service that a chart makes. Without ports, they depend on the version or on too many values. */
export interface ChartService {
  readonly name: string;
  readonly ports?: readonly number[] | undefined;
}

/** What a chart makes: its Services, and the beginnings of names that it may make besides. */
export interface ChartServices {
  readonly services: readonly ChartService[];
  readonly perhaps?: readonly string[];
  /** Names that these values surely leave out, whatever `perhaps` says. */
  readonly never?: readonly string[];
}

/** A text that is set and not empty: charts take an empty one for none. */
function filled(values: unknown, path: string): string | undefined {
  const found = textAt(values, path);
  return found === '' ? undefined : found;
}

/** Helm's usual name of a chart's objects: the release, followed by the chart unless the release has it already. */
export function fullName(release: string, chart: string, values: unknown): string {
  const override = filled(values, 'fullnameOverride');
  if (override !== undefined) return override;
  const name = filled(values, 'nameOverride') ?? chart;
  return release.includes(name) ? release : `${release}-${name}`;
}

/** A switch of the values; charts' own defaults are given. */
function on(values: unknown, path: string, otherwise = true): boolean {
  const found = at(values, path);
  return found === undefined ? otherwise : found === true;
}

function when(condition: boolean, ...services: readonly ChartService[]): readonly ChartService[] {
  return condition ? services : [];
}

/** 80, or 443 where the relay's own server speaks TLS. @see https://github.com/cilium/cilium/blob/main/install/kubernetes/cilium/templates/hubble-relay/service.yaml */
function relayPort(values: unknown): number {
  return numberAt(values, 'hubble.relay.servicePort') ?? (at(values, 'hubble.relay.tls.server.enabled') === true ? 443 : 80);
}

/** One Service under the usual name; the port is the chart's default unless `service.port` says otherwise. */
function one(chart: string, ...ports: readonly number[]): (release: Release) => ChartServices {
  return ({ name, values }) => {
    const full = fullName(name, chart, values);
    const own = numberAt(values, 'service.port');
    return {
      services: [{ name: full, ports: ports.length === 0 ? undefined : own === undefined ? ports : [own] }],
      perhaps: [`${full}-`],
    };
  };
}

/** Several Services of which too much is optional: any name that begins like the release may be one. */
function open(...chartsOf: readonly string[]): (release: Release) => ChartServices {
  return ({ name, chart, values }) => ({
    services: [],
    perhaps: [name, ...[chart, ...chartsOf].map((each) => fullName(name, each, values))],
  });
}

/** Services under names that do not depend on the release. */
function fixed(services: Readonly<Record<string, readonly number[] | undefined>>, ...perhaps: readonly string[]): () => ChartServices {
  return () => ({ services: Object.entries(services).map(([name, ports]) => ({ name, ports })), perhaps });
}

/** No Service at all. */
function nothing(): ChartServices {
  return { services: [] };
}

/**
 * Services by chart, from the templates of the charts. A chart that is not here makes nobody knows what.
 * `perhaps` keeps the checker silent about names that a chart makes only with some values.
 */
export const CHARTS: Readonly<Record<string, (release: Release) => ChartServices>> = {
  alertmanager: one('alertmanager', 9093),
  alloy: ({ name, values }) => ({
    // @see https://github.com/grafana/alloy/blob/main/operations/helm/charts/alloy/templates/service.yaml
    services: when(on(values, 'service.enabled'), {
      name: fullName(name, 'alloy', values),
      ports: [
        numberAt(values, 'alloy.listenPort') ?? 12345,
        ...itemsAt(values, 'alloy.extraPorts').flatMap((each) => numberAt(each, 'port') ?? []),
      ],
    }),
    perhaps: [`${fullName(name, 'alloy', values)}-`],
  }),
  'argo-cd': ({ name, values }) => {
    const full = fullName(name, 'argocd', values);
    return {
      services: [
        { name: `${full}-server`, ports: [80, 443] },
        { name: `${full}-repo-server`, ports: [8081] },
        { name: `${full}-applicationset-controller` },
        ...when(on(values, 'dex.enabled'), { name: `${full}-dex-server` }),
        ...when(on(values, 'redis.enabled'), { name: `${full}-redis`, ports: [6379] }),
      ],
      perhaps: [`${full}-`],
    };
  },
  'argo-rollouts': open('argo-rollouts'),
  base: nothing,
  'cert-manager': open('cert-manager'),
  cilium: ({ values }) => ({
    services: [
      { name: 'hubble-peer' },
      ...when(on(values, 'hubble.relay.enabled', false), { name: 'hubble-relay', ports: [relayPort(values)] }),
      ...when(on(values, 'hubble.ui.enabled', false), { name: 'hubble-ui', ports: [80] }),
    ],
    perhaps: ['cilium', 'clustermesh', 'hubble-metrics', 'hubble-relay', 'hubble-ui'],
  }),
  cni: nothing,
  'external-dns': one('external-dns'),
  // @see https://github.com/external-secrets/external-secrets/blob/main/deploy/charts/external-secrets/Chart.yaml: a dependency of a fixed name
  'external-secrets': (release) => ({
    ...open('external-secrets')(release),
    services: when(on(release.values, 'bitwarden-sdk-server.enabled', false), { name: 'bitwarden-sdk-server', ports: [9998] }),
  }),
  falco: ({ name, values }) => ({
    services: [
      ...when(on(values, 'falcosidekick.enabled', false), { name: `${name}-falcosidekick` }),
      ...when(on(values, 'falcosidekick.enabled', false) && on(values, 'falcosidekick.webui.enabled', false), {
        name: `${name}-falcosidekick-ui`,
        ports: [2802],
      }),
    ],
    perhaps: [
      fullName(name, 'falco', values) === name ? `${name}-metrics` : name,
      `${name}-k8s-metacollector`,
      `${name}-talon`,
      `${name}-falco-talon`,
    ],
  }),
  'falco-talon': one('falco-talon', 2803),
  falcosidekick: ({ name, values }) => {
    const full = fullName(name, 'falcosidekick', values);
    return {
      services: [{ name: full }, ...when(on(values, 'webui.enabled', false), { name: `${full}-ui`, ports: [2802] })],
      perhaps: [`${full}-ui-redis`],
    };
  },
  gateway: ({ name, values }) => ({ services: [{ name: filled(values, 'name') ?? name }] }),
  grafana: one('grafana', 80),
  'ingress-nginx': ({ name, values }) => {
    // @see https://github.com/kubernetes/ingress-nginx/tree/main/charts/ingress-nginx/templates
    const full = fullName(name, 'ingress-nginx', values);
    return { services: [{ name: `${full}-${filled(values, 'controller.name') ?? 'controller'}` }], perhaps: [`${full}-`] };
  },
  istiod: ({ values }) => {
    const revision = textAt(values, 'revision') ?? '';
    return {
      services: [{ name: revision === '' ? 'istiod' : `istiod-${revision}`, ports: [15010, 15012, 443, 15014] }],
      perhaps: ['istiod'],
    };
  },
  jaeger,
  'kiali-server': ({ values }) => ({ services: [{ name: filled(values, 'fullnameOverride') ?? 'kiali', ports: [20001, 9090] }] }),
  'kube-prometheus-stack': kubePrometheusStack,
  'kube-state-metrics': one('kube-state-metrics'),
  'k8sgpt-operator': open('k8sgpt-operator'),
  kyverno: open('kyverno'),
  'kyverno-policies': nothing,
  'local-path-provisioner': nothing,
  loki,
  'loki-stack': ({ name, values }) => ({
    services: [
      ...when(on(values, 'loki.enabled'), { name: fullName(name, 'loki', at(values, 'loki')), ports: [3100] }),
      ...when(on(values, 'grafana.enabled', false), { name: fullName(name, 'grafana', at(values, 'grafana')), ports: [80] }),
    ],
    perhaps: [`${name}-`],
  }),
  longhorn: fixed({ 'longhorn-frontend': [80], 'longhorn-backend': [9500] }, 'longhorn-'),
  metallb: open('metallb'),
  'metrics-server': one('metrics-server', 443),
  'opentelemetry-collector': otelCollector,
  prometheus,
  'prometheus-adapter': one('prometheus-adapter', 443),
  'prometheus-blackbox-exporter': one('prometheus-blackbox-exporter', 9115),
  'prometheus-node-exporter': one('prometheus-node-exporter', 9100),
  'prometheus-operator-crds': nothing,
  'prometheus-pushgateway': one('prometheus-pushgateway', 9091),
  promtail: open('promtail'),
  reloader: open('reloader'),
  'sealed-secrets': open('sealed-secrets'),
  tempo: one('tempo'),
  thanos: open('thanos'),
  velero: one('velero'),
  'vertical-pod-autoscaler': open('vertical-pod-autoscaler', 'vpa'),
};

/**
 * Until 3.x one Service a part; with `allInOne` a headless one that shows the pod's ports. From 4.x one Service for everything.
 * @see https://github.com/jaegertracing/helm-charts/tree/main/charts/jaeger/templates
 */
function jaeger({ name, version, values }: Release): ChartServices {
  const full = fullName(name, 'jaeger', values);
  const stores = [`${full}-cassandra`, `${full}-elasticsearch`, `${name}-cassandra`, `${name}-elasticsearch`];
  if (/^v?[4-9]\./.test(version ?? '')) return { services: [{ name: full }], perhaps: stores };
  const query = on(values, 'allInOne.enabled', false) ? [16686, 16685] : [numberAt(values, 'query.service.port') ?? 80, 16685, 16687];
  const collects = on(values, 'allInOne.enabled', false) || on(values, 'collector.enabled');
  return {
    services: [
      { name: `${full}-query`, ports: values === undefined ? undefined : query },
      ...when(collects, { name: `${full}-collector` }),
    ],
    perhaps: [full],
  };
}

const LOKI_PARTS = ['backend', 'bloom', 'canary', 'chunks', 'compactor', 'distributor', 'gateway', 'headless', 'index', 'ingester'].concat([
  'memberlist',
  'memcached',
  'minio',
  'overrides',
  'pattern',
  'querier',
  'query',
  'read',
  'results',
  'ruler',
  'single',
  'table',
  'ui',
  'write',
]);

/** HTTP and gRPC of a Loki that is one program. */
function singlePorts(values: unknown): readonly number[] {
  return [numberAt(values, 'loki.server.http_listen_port') ?? 3100, numberAt(values, 'loki.server.grpc_listen_port') ?? 9095];
}

/** @see https://github.com/grafana/loki/tree/main/production/helm/loki/templates */
function loki({ name, version, values }: Release): ChartServices {
  const full = fullName(name, 'loki', values);
  const gateway = {
    name: `${full}-gateway`,
    ports: [numberAt(values, 'gateway.service.port') ?? 80],
  };
  // Before 3.0 another chart went by this name.
  if (/^v?[0-2]\./.test(version ?? '')) return { services: [], perhaps: [full] };
  const has = on(values, 'gateway.enabled');
  return {
    services: [
      ...when(has, gateway),
      { name: full, ...(textAt(values, 'deploymentMode') === 'SingleBinary' ? { ports: singlePorts(values) } : {}) },
      ...when(textAt(values, 'deploymentMode') === 'SingleBinary', { name: `${full}-headless` }),
    ],
    perhaps: LOKI_PARTS.map((part) => `${full}-${part}`),
    never: has ? [] : [gateway.name],
  };
}

/** @see https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack/templates */
function kubePrometheusStack({ name, values }: Release): ChartServices {
  const full = fullName(name, 'kube-prometheus-stack', values).slice(0, 26).replace(/-$/, '');
  const port = (path: string, usual: number): number => numberAt(values, path) ?? usual;
  // The reload sidecar's port beside the main one, and ports that the values add.
  const more = (path: string): readonly number[] => [8080, ...itemsAt(values, path).flatMap((each) => numberAt(each, 'port') ?? [])];
  return {
    services: [
      ...when(
        on(values, 'prometheus.enabled'),
        { name: `${full}-prometheus`, ports: [port('prometheus.service.port', 9090), ...more('prometheus.service.additionalPorts')] },
        { name: 'prometheus-operated', ports: [9090] },
      ),
      ...when(
        on(values, 'alertmanager.enabled'),
        { name: `${full}-alertmanager`, ports: [port('alertmanager.service.port', 9093), ...more('alertmanager.service.additionalPorts')] },
        { name: 'alertmanager-operated', ports: [9093, 9094] },
      ),
      ...when(on(values, 'prometheusOperator.enabled'), { name: `${full}-operator` }),
      ...when(on(values, 'grafana.enabled'), {
        name: fullName(name, 'grafana', fieldsAt(values, 'grafana')),
        ports: [port('grafana.service.port', 80)],
      }),
      ...when(on(values, 'kubeStateMetrics.enabled'), {
        name: fullName(name, 'kube-state-metrics', fieldsAt(values, 'kube-state-metrics')),
      }),
      ...when(on(values, 'nodeExporter.enabled'), {
        name: fullName(name, 'prometheus-node-exporter', fieldsAt(values, 'prometheus-node-exporter')),
      }),
    ],
    perhaps: [
      `${full}-thanos`,
      `${full}-prometheus-`,
      `${full}-alertmanager-`,
      'thanos-ruler',
      `${fullName(name, 'grafana', fieldsAt(values, 'grafana'))}-`,
    ],
  };
}

const COLLECTED: Readonly<Record<string, number>> = {
  otlp: 4317,
  'otlp-http': 4318,
  'jaeger-compact': 6831,
  'jaeger-thrift': 14268,
  'jaeger-grpc': 14250,
  zipkin: 9411,
};

/** A Service with a port for each entry of `ports` that is on; one on each node has a Service only where it is asked for. */
function otelCollector({ name, values }: Release): ChartServices {
  const own = fieldsAt(values, 'ports');
  const ports = [...new Set([...Object.keys(COLLECTED), ...Object.keys(own)])].flatMap((each) => {
    if (at(own[each], 'enabled') !== true && (COLLECTED[each] === undefined || at(own[each], 'enabled') === false)) return [];
    return numberAt(own[each], 'servicePort') ?? COLLECTED[each] ?? [];
  });
  const full = fullName(name, 'opentelemetry-collector', values);
  return {
    services: when(on(values, 'service.enabled', textAt(values, 'mode') !== 'daemonset'), { name: full, ports }),
    perhaps: [`${full}-`],
  };
}

/** @see https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus/templates */
function prometheus({ name, values }: Release): ChartServices {
  const full = fullName(name, 'prometheus', values);
  const server = filled(values, 'server.fullnameOverride') ?? `${full}-${filled(values, 'server.name') ?? 'server'}`;
  const part = (chart: string): string => fullName(name, chart, fieldsAt(values, chart));
  return {
    services: [
      { name: server, ports: [numberAt(values, 'server.service.servicePort') ?? 80] },
      ...when(on(values, 'alertmanager.enabled'), {
        name: part('alertmanager'),
        ports: [numberAt(values, 'alertmanager.service.port') ?? 9093],
      }),
      ...when(on(values, 'prometheus-pushgateway.enabled'), { name: part('prometheus-pushgateway'), ports: [9091] }),
      ...when(on(values, 'kube-state-metrics.enabled'), { name: part('kube-state-metrics') }),
      ...when(on(values, 'prometheus-node-exporter.enabled'), { name: part('prometheus-node-exporter') }),
    ],
    perhaps: [`${server}-`, `${part('alertmanager')}-`],
  };
}
