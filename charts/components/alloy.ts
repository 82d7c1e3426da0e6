import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/alloy-0.10.1.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { InputError } from '../../lib/errors.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { AlloyConfig } from '../../lib/telemetry/alloy.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { collectLogs } from '../observability/logs.ts';
import { HOST, measureNode } from '../observability/node-metrics.ts';
import { relayTraces } from '../observability/traces.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core } from './kinds.ts';

const RESOURCES = Resources.of({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '512Mi' } });
/** The container that tells Alloy of a new configuration; the chart asks for this much and sets no limit. */
const RELOADER = Resources.of({ requests: { cpu: '1m', memory: '5Mi' }, limits: { cpu: '50m', memory: '32Mi' } });
/** Both containers of a pod. */
const POD = { cpu: '51m', memory: '133Mi' };

const PORTS = { http: { port: Port.http(12345, 'metrics') }, otlp: { port: Port.grpc(4317, 'otlp') } };

/** Where the three signals go. */
export interface Stores {
  readonly prometheus: ServiceEndpoint;
  readonly loki: ServiceEndpoint;
  /** Takes spans by OTLP over gRPC. */
  readonly traces: ServiceEndpoint;
}

export interface Alloy {
  readonly component: HelmComponent<object>;
  /** Takes spans by OTLP over gRPC, if they go through the agent. */
  readonly otlp?: ServiceEndpoint | undefined;
}

/** The one agent of each node, the control plane included: metrics of the machine and logs of its pods (seed 002, Loki and Alloy; D-04, L-16). */
export function installAlloy(scope: Construct, cluster: Cluster, { prometheus, loki, traces }: Stores): Alloy {
  const namespace = NAMESPACES.monitoring.name;
  const relays = cluster.switch('traces-through-alloy');
  const { http, otlp } = PORTS;
  const pods = new ProvidedWorkload<'http' | 'otlp'>(scope, 'AlloyPods', {
    name: 'alloy',
    namespace,
    service: 'alloy',
    podLabels: { 'app.kubernetes.io/name': 'alloy', 'app.kubernetes.io/instance': 'alloy' },
    ports: (relays ? PORTS : { http }) as typeof PORTS,
    pods: { image: `grafana/alloy:${chart.appVersion}`, requests: POD, everyNode: true },
  });
  pods.connectsTo(prometheus, loki, ...(relays ? [traces] : [])).connectsToApiServer(); // which pods there are

  const component = new HelmComponent(scope, 'Alloy', {
    release: 'alloy',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.telemetryClients,
    line: lineOf(cluster, 'alloy'),
    kinds: { cluster: CLUSTER_RBAC, namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'DaemonSet' }] },
    values: {
      crds: { create: false }, // of PodLogs, which nobody writes here
      alloy: {
        configMap: { content: configuration({ prometheus, loki, traces }, relays ? otlp.port.number : undefined) },
        enableReporting: false,
        mounts: {
          varlog: true,
          extra: [...HOST_FOLDERS.map(({ name, mount }) => mountOf(name, mount)), { name: 'positions', mountPath: '/tmp/alloy' }],
        },
        extraPorts: relays ? [{ name: otlp.port.name, port: otlp.port.number, targetPort: otlp.port.number, protocol: 'TCP' }] : [],
        resources: RESOURCES.toJson(),
        // Log files belong to root, and so does what it reads; it writes nowhere but where it notes how far it has read.
        securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      },
      configReloader: {
        resources: RELOADER.toJson(),
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 65534,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      },
      global: { podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      controller: {
        type: 'daemonset',
        tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
        volumes: { extra: [...HOST_FOLDERS.map(({ name, path }) => ({ name, hostPath: { path } })), { name: 'positions', emptyDir: {} }] },
      },
    },
  });
  return { component, otlp: relays ? pods.serviceEndpoint('otlp') : undefined };
}

/** The machine as the unix exporter reads it; `/var/log` is the chart's own switch. */
const HOST_FOLDERS = [
  { name: 'host-proc', path: '/proc', mount: HOST.procfs },
  { name: 'host-sys', path: '/sys', mount: HOST.sysfs },
  { name: 'host-root', path: '/', mount: HOST.rootfs },
] as const;

/** Read only. Discs that are mounted later are to be seen as well, so that they can fill up in sight of somebody. */
function mountOf(name: string, mountPath: string): object {
  return { name, mountPath, readOnly: true, mountPropagation: 'HostToContainer' };
}

function configuration({ prometheus, loki, traces }: Stores, otlpPort: number | undefined): string {
  const config = new AlloyConfig('alloy');
  config.set('logging', { attributes: { level: 'info', format: 'logfmt' } });
  measureNode(config, prometheus);
  collectLogs(config, loki);
  if (otlpPort !== undefined) relayTraces(config, otlpPort, traces);
  return untouchedByHelm(config.text());
}

/** The text, which the chart would run through Helm's templates. @throws InputError if that would change it. */
export function untouchedByHelm(text: string): string {
  if (!text.includes('{{')) return text;
  throw new InputError(
    'alloy',
    'its configuration contains "{{", which the chart would take for a template of its own',
    'Write the value in another way.',
  );
}
