import { IntOrString, KubeService } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { chart } from '../../imports/charts/tempo-1.22.0.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { RETENTION } from '../observability/retention.ts';
import { WAVE } from '../waves.ts';
import { core } from './kinds.ts';

const RESOURCES = Resources.of({ requests: { cpu: '200m', memory: '512Mi' }, limits: { cpu: '1000m', memory: '2Gi' } });

/** The chart's Service is called after this, so that the name `tempo` is free for one with the stated ports. */
const FULL_NAME = 'tempo-server';
const NAME = 'tempo';
const LABELS = { 'app.kubernetes.io/name': 'tempo', 'app.kubernetes.io/instance': NAME };

/** Ports of the Service; the pods listen on others only for queries. */
const PORTS = {
  query: { port: Port.http(3200, 'query'), target: Port.http(3100, 'query') },
  otlp: { port: Port.grpc(4317, 'otlp') },
  otlpHttp: { port: Port.http(4318, 'otlp') },
} as const;

export interface Tempo {
  readonly component: HelmComponent<object>;
  /** Answers queries, plain HTTP. */
  readonly query: ServiceEndpoint;
  /** Takes spans by OTLP over gRPC. */
  readonly otlp: ServiceEndpoint;
}

/**
 * Tempo as one process (seed 002, Tempo). The chart of this line lets the program listen on 3100 and fixes that port in
 * its Service; the ports that clients know are those of {@link TempoService}.
 */
export function installTempo(scope: Construct, cluster: Cluster): Tempo {
  const namespace = NAMESPACES.monitoring.name;
  const pods = new ProvidedWorkload(scope, 'TempoPods', {
    name: FULL_NAME,
    namespace,
    podLabels: LABELS,
    ports: PORTS,
    pods: { image: `grafana/tempo:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  const component = new HelmComponent(scope, 'Tempo', {
    release: NAME,
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.telemetryStores,
    line: lineOf(cluster, 'tempo'),
    kinds: { cluster: [], namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'StatefulSet' }] },
    values: {
      fullnameOverride: FULL_NAME,
      replicas: 1,
      tempo: {
        retention: RETENTION.traces.text,
        memBallastSizeMbs: 0, // a gibibyte that only tells the collector to wait: with 2Gi in all it may wait too long
        reportingEnabled: false,
        // The chart's receivers of other protocols stay: only a null would remove them, and no Service leads there.
        receivers: {
          otlp: {
            protocols: {
              grpc: { endpoint: `0.0.0.0:${PORTS.otlp.port.number}` },
              http: { endpoint: `0.0.0.0:${PORTS.otlpHttp.port.number}` },
            },
          },
        },
        resources: RESOURCES.toJson(),
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
        extraVolumeMounts: [{ name: 'data', mountPath: '/var/tempo' }],
      },
      // Two days of spans and their log; seed 002 states no claim, so traces are lost with the pod.
      extraVolumes: [{ name: 'data', emptyDir: { sizeLimit: '10Gi' } }],
      persistence: { enabled: false },
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      serviceAccount: { automountServiceAccountToken: false },
    },
  });
  const behind = (name: 'query' | 'otlp'): ServiceEndpoint => ({ ...pods.serviceEndpoint(name), service: NAME });
  return { component, query: behind('query'), otlp: behind('otlp') };
}

/** The Service that clients of Tempo know (seed 002, services), in front of the chart's pods. */
export class TempoService extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new KubeService(this, 'Resource', {
      metadata: { name: NAME, namespace: NAMESPACES.monitoring.name },
      spec: {
        selector: LABELS,
        ports: Object.values(PORTS).map((ends) => {
          const { port } = ends;
          const target = 'target' in ends ? ends.target : port;
          return { name: port.name, port: port.number, targetPort: IntOrString.fromNumber(target.number), protocol: 'TCP' };
        }),
      },
    });
  }
}
