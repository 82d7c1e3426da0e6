import type { Construct } from 'constructs';
import { chart, type Values } from '../../../imports/charts/loki-6.46.0.ts';
import type { ServiceEndpoint } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { lineOf } from '../../facts.ts';
import { MONITORING } from '../namespaces.ts';
import { JOB, monitorLabels, named } from '../observability/jobs.ts';
import { WAVE } from '../waves.ts';
import { component } from './component.ts';

/** Chosen: one store of a few hundred lines a minute. */
const RESOURCES = Resources.of({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } });
/** How long logs are kept, and how old a line may be when it comes (seed 003, logs). */
const KEPT = Duration.hours(168);
const NAME = 'loki';

/** Logs of a week in one process on one volume (seed 003, logs). */
export function installLoki(scope: Construct, cluster: Cluster): ServiceEndpoint {
  const { size } = cluster.claim(NAME);
  const pods = new ProvidedWorkload<'http' | 'grpc'>(scope, 'LokiPods', {
    name: NAME,
    namespace: MONITORING,
    service: NAME,
    podLabels: { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/component': 'single-binary' },
    ports: { http: { port: Port.http(3100, 'metrics') }, grpc: { port: Port.grpc(9095) } },
    pods: { image: `grafana/loki:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  const off = { enabled: false };
  component(scope, 'Loki', {
    release: NAME,
    chart,
    namespace: MONITORING,
    wave: WAVE.stores,
    line: lineOf(cluster, 'loki'),
    values: {
      deploymentMode: 'SingleBinary',
      loki: { image: { tag: chart.appVersion }, ...configuration() },
      singleBinary: {
        replicas: 1,
        resources: RESOURCES.toJson(),
        // The claim outlives the StatefulSet: a week of logs is not thrown away by a rename.
        persistence: { enabled: true, size: size.text, storageClass: cluster.storage.class, enableStatefulSetAutoDeletePVC: false },
      },
      // The chart refuses to render a mixture of its modes.
      read: { replicas: 0 },
      write: { replicas: 0 },
      backend: { replicas: 0 },
      gateway: off,
      chunksCache: off, // alone it would ask for 9.6Gi of memory
      resultsCache: off,
      lokiCanary: off,
      test: off,
      sidecar: { rules: off },
      serviceAccount: { automountServiceAccountToken: false },
      monitoring: {
        serviceMonitor: {
          enabled: true,
          labels: monitorLabels(),
          relabelings: [named(JOB.loki)],
          metricsInstance: off, // of an agent that nobody installs
        },
      },
    },
  });
  return pods.serviceEndpoint('http');
}

/** What Loki 3 reads: keys of Loki 2 stop it from starting (M28). @see https://grafana.com/docs/loki/v3.5.x/configure/ */
function configuration() {
  return {
    auth_enabled: false, // else each client needs a tenant's header
    commonConfig: { replication_factor: 1 },
    storage: { type: 'filesystem' },
    schemaConfig: {
      // The day from which the schema holds: a later one would make what is stored unreadable.
      configs: [
        { from: '2024-04-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: { prefix: 'index_', period: '24h' } },
      ],
    },
    limits_config: {
      retention_period: KEPT.text,
      reject_old_samples: true,
      reject_old_samples_max_age: KEPT.text,
      ingestion_rate_mb: 10,
      ingestion_burst_size_mb: 20,
    },
    // The limit says how long; this deletes.
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' },
    analytics: { reporting_enabled: false },
  } satisfies Values['loki'];
}
