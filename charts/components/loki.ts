import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/loki-6.25.1.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { lokiConfig } from '../observability/loki-config.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core } from './kinds.ts';

const RESOURCES = Resources.of({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } });

/**
 * Room for a week of logs (chosen): a tenth of a node's disk, and more than what once filled one (L-04, seed 001).
 * Without a claim it is a limit: the kubelet restarts a pod that passes it, with an empty store.
 */
const SPACE = '10Gi';

/** Name of the Service that clients know from the chart which this one replaced (seed 002, services). */
const NAME = 'loki-stack';

export interface Loki {
  readonly component: HelmComponent<object>;
  /** Takes and answers, plain HTTP. */
  readonly http: ServiceEndpoint;
}

/**
 * Loki as one process (seed 002, Loki and Alloy). The chart's defaults are for object storage with caches larger than a
 * node here, a canary on each node, a gateway, and a sidecar that looks for rules: none of them is wanted.
 */
export function installLoki(scope: Construct, cluster: Cluster): Loki {
  const namespace = NAMESPACES.monitoring.name;
  const pods = new ProvidedWorkload(scope, 'LokiPods', {
    name: NAME,
    namespace,
    service: NAME,
    podLabels: { 'app.kubernetes.io/name': 'loki', 'app.kubernetes.io/instance': 'loki', 'app.kubernetes.io/component': 'single-binary' },
    ports: { http: { port: Port.http(3100, 'metrics') }, grpc: { port: Port.grpc(9095) } },
    pods: { image: `grafana/loki:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  const component = new HelmComponent(scope, 'Loki', {
    release: 'loki',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.telemetryStores,
    line: lineOf(cluster, 'loki'),
    kinds: {
      cluster: CLUSTER_RBAC,
      namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'StatefulSet' }],
    },
    values: {
      fullnameOverride: NAME,
      deploymentMode: 'SingleBinary',
      loki: { ...lokiConfig(), podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      singleBinary: { replicas: 1, resources: RESOURCES.toJson(), ...store(cluster) },
      read: { replicas: 0 },
      write: { replicas: 0 },
      backend: { replicas: 0 },
      gateway: { enabled: false },
      chunksCache: { enabled: false },
      resultsCache: { enabled: false },
      lokiCanary: { enabled: false },
      test: { enabled: false },
      ruler: { enabled: false },
      sidecar: { rules: { enabled: false } },
      serviceAccount: { automountServiceAccountToken: false },
    },
  });
  return { component, http: pods.serviceEndpoint('http') };
}

/** Where the logs lie: lost with the pod today, on a claim once that is switched on (seed 002, next steps). */
function store(cluster: Cluster): object {
  if (cluster.switch('loki-persistence')) {
    // A claim that goes with its StatefulSet would make the switch worthless.
    return { persistence: { enabled: true, storageClass: cluster.storage.class, size: SPACE, enableStatefulSetAutoDeletePVC: false } };
  }
  return {
    persistence: { enabled: false },
    extraVolumes: [{ name: 'data', emptyDir: { sizeLimit: SPACE } }], // the root is read-only, and nothing else is mounted there
    extraVolumeMounts: [{ name: 'data', mountPath: '/var/loki' }],
  };
}
