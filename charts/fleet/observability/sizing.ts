import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Resizing, VerticalSizing } from '../../../lib/constructs/vertical-sizing.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import type { Resources } from '../../../lib/values/resources.ts';
import { GLOBAL_SERVICES } from '../global-services.ts';
import { isManagement } from '../security/peers.ts';
import { inWave, WAVE } from '../waves.ts';
import { GRAFANA, MONITORING, PROMETHEUS, PROMTAIL } from './ends.ts';
import { metricsServerPods } from './metrics-server.ts';
import { WORKLOAD_NAMESPACE } from './service-level.ts';
import { CHOSEN, mostOf, SIZES } from './sizes.ts';
import { verticalPodAutoscalerPods } from './vertical-pod-autoscaler.ts';

interface Sized {
  /** Name of the autoscaler. */
  readonly name: string;
  /** @default monitoring */
  readonly namespace?: string;
  readonly kind: keyof typeof APIS;
  readonly target: string;
  readonly container: string;
  readonly resources: Resources;
  /** Never resized, whatever the switch says. */
  readonly never?: boolean;
}

/** Pods of the Prometheus operator belong to its own objects: their StatefulSet is not the topmost owner, and refused. */
const APIS = {
  Deployment: 'apps/v1',
  DaemonSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  Prometheus: 'monitoring.coreos.com/v1',
  PrometheusAgent: 'monitoring.coreos.com/v1alpha1',
} as const;

const LOG_AGENT: Sized = {
  name: 'promtail',
  kind: 'DaemonSet',
  target: PROMTAIL.name,
  container: 'promtail',
  resources: SIZES.promtail,
};

const MANAGEMENT: readonly Sized[] = [
  // A Vault that is replaced comes back sealed.
  {
    name: 'vault',
    namespace: GLOBAL_SERVICES.vault.namespace,
    kind: 'StatefulSet',
    target: GLOBAL_SERVICES.vault.name,
    container: 'vault',
    resources: SIZES.vault,
    never: true,
  },
  { name: 'prometheus', kind: 'Prometheus', target: PROMETHEUS, container: 'prometheus', resources: SIZES.prometheus },
  ...['thanos-query', 'thanos-receive', 'thanos-store'].map((name): Sized => ({
    name,
    kind: 'Deployment',
    target: name,
    container: name,
    resources: SIZES.thanos,
  })),
  { name: 'loki', kind: 'StatefulSet', target: GLOBAL_SERVICES.loki.name, container: 'loki', resources: SIZES.loki },
  { name: 'grafana', kind: 'Deployment', target: GRAFANA, container: 'grafana', resources: SIZES.grafana },
  LOG_AGENT,
];

const WORKLOAD: readonly Sized[] = [
  { name: 'prometheus-agent', kind: 'PrometheusAgent', target: PROMETHEUS, container: 'prometheus', resources: SIZES.prometheusAgent },
  LOG_AGENT,
  {
    name: 'podinfo',
    namespace: WORKLOAD_NAMESPACE,
    kind: 'Deployment',
    target: 'podinfo',
    container: 'podinfo',
    resources: CHOSEN.podinfo,
  },
];

/** Everything with a row in section 18 of seed 004, and the workloads, sized by what they use (seed 004, section 17). */
export class SizingChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'sizing', { namespace: 'kube-system', disableResourceNameHashes: true });
    metricsServerPods(this);
    verticalPodAutoscalerPods(this);
    const mode: Resizing = cluster.switch('in-place-resize') ? 'in-place' : 'recreate';
    for (const { name, namespace = MONITORING, kind, target, container, resources, never } of isManagement(cluster)
      ? MANAGEMENT
      : WORKLOAD) {
      new VerticalSizing(this, name, {
        name,
        namespace,
        target: { apiVersion: APIS[kind], kind, name: target },
        container,
        resources,
        most: mostOf(resources),
        resizing: never === true ? 'never' : mode,
        annotations: inWave(WAVE.conveniences, { definedElsewhere: true }),
      });
    }
  }
}
