import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/loki-18.11.0.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { component } from '../component.ts';
import { GLOBAL, GLOBAL_SERVICES } from '../global-services.ts';
import { PRIORITY } from '../recovery.ts';
import { WAVE } from '../waves.ts';
import { LOKI_LABELS, MONITORING, scraperOf } from './ends.ts';
import { SIZES } from './sizes.ts';

const { name, port } = GLOBAL_SERVICES.loki;

/** How long log lines are kept (seed 004, 10.2). */
const RETENTION = Duration.hours(168);

/**
 * Loki as one process, which is the chart's own mode, on files (seed 004, section 14). Other defaults of it are for object
 * storage, with caches larger than the worker here, a gateway, a canary on each node and a container that looks for rules.
 */
export function installLoki(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name,
    chart,
    namespace: MONITORING,
    wave: WAVE.observability,
    recovery: 'P2',
    values: {
      loki: {
        ...configuration(),
        serviceAnnotations: GLOBAL,
      },
      singleBinary: {
        replicas: 1, // the chart's own is none
        resources: SIZES.loki.toJson(),
        priorityClassName: PRIORITY.P2,
        podDisruptionBudget: { enabled: false }, // of one pod it would block every drain
        persistence: {
          enabled: true,
          storageClass: target.storage.class,
          size: target.claim('loki').size.text,
          enableStatefulSetAutoDeletePVC: false,
        },
      },
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
      defaults: { automountServiceAccountToken: false },
      monitoring: { serviceMonitor: { enabled: true } },
    },
  });
}

/** No tenants: whoever pushes says in a label which cluster it is. @see https://grafana.com/docs/loki/latest/configure/ */
function configuration() {
  return {
    auth_enabled: false,
    commonConfig: { replication_factor: 1 },
    storage: { type: 'filesystem' },
    schemaConfig: {
      configs: [
        // From a day before the first line: a later one would make what is stored unreadable.
        { from: '2024-04-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: { prefix: 'index_', period: '24h' } },
      ],
    },
    limits_config: {
      retention_period: RETENTION.text,
      reject_old_samples_max_age: RETENTION.text, // what waited on a node while this cluster was down is still taken
    },
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' }, // without the store Loki refuses retention
    analytics: { reporting_enabled: false },
  };
}

/** The pod that the chart makes. */
export function lokiPods(scope: Construct, cluster: Cluster): void {
  const pods = new ProvidedWorkload(scope, 'Loki', {
    name,
    namespace: MONITORING,
    service: name,
    podLabels: LOKI_LABELS,
    ports: { http: { port: Port.http(port, 'metrics') }, grpc: { port: Port.grpc(9095) } },
    pods: {
      image: `docker.io/grafana/loki:${chart.appVersion}`,
      requests: SIZES.loki.toJson().requests,
      priorityClass: PRIORITY.P2,
      stateful: true,
    },
  });
  pods.acceptsFrom(scraperOf(cluster), 'http').talksToItself();
}
