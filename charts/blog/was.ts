import type { Construct } from 'constructs';
import { BlogRollout } from '../../lib/constructs/blog-rollout.ts';
import type { ContainerProps, Volume } from '../../lib/constructs/container.ts';
import type { LonghornMysql } from '../../lib/constructs/longhorn-mysql.ts';
import { fqdn, type Peer, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { httpGet, within } from '../../lib/constructs/probe.ts';
import { readOnly, unprivileged } from '../../lib/constructs/security.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Duration } from '../../lib/values/duration.ts';
import { Quantity } from '../../lib/values/quantity.ts';
import { Resources } from '../../lib/values/resources.ts';
import { imageOf } from '../facts.ts';
import { BLOG } from '../namespaces.ts';
import { NETWORK_METRIC } from './scaling.ts';

/** The 1.x agent sends gRPC by default, which is what the endpoint below takes (D-15). */
const AGENT = 'https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/download/v1.32.0/opentelemetry-javaagent.jar';
const AGENT_FOLDER = '/otel';
const AGENT_FILE = `${AGENT_FOLDER}/opentelemetry-javaagent.jar`;
const HEALTH = '/actuator/health';

/** What of the platform it talks to. */
interface Ends {
  readonly traces: ServiceEndpoint;
  /** Reads the metrics of the JVM, which the WAS dashboard shows (D-08). */
  readonly prometheus: Peer;
}

/** The Spring Boot API (seed 002, was). */
export function was(scope: Construct, cluster: Cluster, mysql: LonghornMysql, { traces, prometheus }: Ends): BlogRollout {
  const port = Port.http(8080);
  const agent: Volume = { kind: 'scratch', name: 'otel' };
  const mounts = [{ volume: agent, path: AGENT_FOLDER }];
  return new BlogRollout(scope, 'Was', {
    name: 'was',
    namespace: BLOG,
    image: imageOf(cluster, 'was'),
    port,
    resources: Resources.of({ requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } }),
    probes: {
      startup: httpGet(port, HEALTH, { ...within(Duration.seconds(210)), timeoutSeconds: 5 }),
      liveness: httpGet(port, HEALTH, { timeoutSeconds: 5 }),
      readiness: httpGet(port, HEALTH, { timeoutSeconds: 5 }),
    },
    security: unprivileged(),
    spread: 'hard',
    scrape: { by: prometheus, path: '/actuator/prometheus', anyMethod: cluster.switch('mesh-mtls') },
    initContainers: [download(cluster, mounts)],
    mounts,
    config: {
      name: 'was-config',
      data: { SPRING_DATASOURCE_URL: mysql.jdbcUrl, SPRING_DATASOURCE_USERNAME: 'root' },
    },
    env: {
      SPRING_DATASOURCE_PASSWORD: mysql.rootPassword,
      JAVA_TOOL_OPTIONS: `-javaagent:${AGENT_FILE}`,
      OTEL_SERVICE_NAME: 'board-was',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${fqdn(traces)}:${traces.port.number}`,
      OTEL_TRACES_SAMPLER: 'always_on',
    },
    scaling: {
      replicas: { min: 2, max: 10 },
      cpuUtilization: 70,
      podMetric: { name: NETWORK_METRIC, average: Quantity.parse('100k') },
      stabilization: { up: Duration.minutes(1), down: Duration.minutes(5) },
      advice: { min: { cpu: '100m', memory: '256Mi' }, max: { cpu: '1000m', memory: '2Gi' } },
    },
    canary: [
      { weight: 20, pause: Duration.minutes(1) },
      { weight: 50, pause: Duration.minutes(1) },
      { weight: 80, pause: Duration.minutes(1) },
    ],
  })
    .connectsTo(mysql.server)
    .connectsTo(traces)
    .connectsToWorld(443, { hosts: ['github.com', '*.githubusercontent.com'] }); // a release download is redirected
}

/** Fetches the tracing agent; without it the JVM would not start. */
function download(cluster: Cluster, mounts: ContainerProps['mounts']): ContainerProps {
  return {
    name: 'otel-agent-download',
    image: imageOf(cluster, 'curl'),
    command: [
      'curl',
      '--fail',
      '--silent',
      '--show-error',
      '--location',
      '--retry',
      '5',
      '--retry-all-errors',
      '--output',
      AGENT_FILE,
      AGENT,
    ],
    resources: Resources.of({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } }),
    security: readOnly(unprivileged()),
    mounts,
  };
}
