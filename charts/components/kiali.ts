import type { Construct } from 'constructs';
import { chart, type Values } from '../../imports/charts/kiali-server-2.0.0.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { type Endpoint, type ServiceEndpoint, urlOf } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { SecretKey } from '../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { NAMESPACES } from '../namespaces.ts';
import { SOURCE_UID } from '../observability/data-sources.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, NAMESPACED_RBAC } from './kinds.ts';

/** Stated nowhere; the first line that supports Istio 1.24 (seed 002, third-party components). */
const LINE = '2.0';

/** Stated nowhere: the chart's own. It knows no limit of the processor. */
const RESOURCES = { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '1Gi' } } as const;

/**
 * Where Kiali looks for the key with which it signs logins, and under which name; it must have 16, 24 or 32 bytes.
 * @see https://github.com/kiali/kiali/blob/v2.0.0/config/config.go
 */
const SIGNING_KEY = { mount: '/kiali-override-secrets/login-token-signing-key', file: 'value.txt' } as const;

/** What Kiali shows the mesh from. */
export interface KialiSources {
  readonly prometheus: ServiceEndpoint;
  readonly tempo: ServiceEndpoint;
  /** Tells its version and how the proxies stand. */
  readonly istiod: Endpoint;
}

export interface Kiali {
  readonly component: HelmComponent<object>;
  /** User interface, plain HTTP. */
  readonly http: ServiceEndpoint;
}

/**
 * The mesh, drawn (seed 002, Kiali). People sign in with a token of their own account of the cluster, and may only look:
 * what they changed, Argo CD would change back (L-19).
 */
export function installKiali(scope: Construct, cluster: Cluster, { prometheus, tempo, istiod }: KialiSources): Kiali {
  const namespace = NAMESPACES.istio.name;
  const key = new SecretKey(cluster.secret(namespace, 'kiali-signing-key'), SIGNING_KEY.file);
  const pods = new ProvidedWorkload(scope, 'KialiPods', {
    name: 'kiali',
    namespace,
    service: 'kiali',
    podLabels: { 'app.kubernetes.io/name': 'kiali', 'app.kubernetes.io/instance': 'kiali' },
    ports: { http: { port: Port.http(20001) } },
    pods: { image: `quay.io/kiali/kiali:${chart.appVersion}`, requests: RESOURCES.requests },
  });
  pods.connectsTo(prometheus, tempo, istiod).connectsToApiServer();

  const advanced = cluster.switch('kiali-advanced');
  const component = new HelmComponent(scope, 'Kiali', {
    release: 'kiali',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.telemetryClients,
    line: LINE,
    kinds: {
      cluster: CLUSTER_RBAC,
      namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), ...NAMESPACED_RBAC, { group: 'apps', kind: 'Deployment' }],
    },
    values: {
      auth: { strategy: 'token' },
      // Drawn by Helm, it would change with every sync. This is where it comes from, and by its length no key: without the
      // mounted one Kiali does not start.
      login_token: { signing_key: `secret:${key.secret.name}:${key.key}` },
      deployment: {
        replicas: 1,
        image_pull_policy: 'IfNotPresent',
        resources: RESOURCES,
        custom_secrets: [{ name: key.secret.name, mount: SIGNING_KEY.mount }],
        security_context: RESTRICTED,
        view_only_mode: true,
      },
      clustering: { autodetect_secrets: { enabled: false } }, // there is no other cluster
      server: {
        web_root: '/',
        web_fqdn: cluster.host('kiali').name,
        web_schema: 'http',
        web_port: '80',
        observability: { metrics: { enabled: false } }, // its metrics are on none of the six jobs' lists
      },
      external_services: {
        istio: { root_namespace: namespace },
        prometheus: { url: urlOf(prometheus) },
        grafana: { enabled: false }, // its links come from Grafana's search, which answers only who has signed in
        tracing: {
          enabled: true,
          provider: 'tempo',
          use_grpc: false,
          internal_url: urlOf(tempo),
          external_url: `http://${cluster.host('monitoring').name}`, // a trace opens in Grafana
          tempo_config: { url_format: 'grafana', org_id: '1', datasource_uid: SOURCE_UID.tempo },
        },
        custom_dashboards: { enabled: advanced },
      },
      ...(advanced ? ADVANCED : {}),
    },
  });
  return { component, http: pods.serviceEndpoint('http') };
}

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Planned (seed 002, next steps; what it means is chosen): runtime dashboards, and a graph that finds what is wrong. */
const ADVANCED: Pick<Values, 'kiali_feature_flags'> = {
  kiali_feature_flags: {
    ui_defaults: {
      graph: {
        find_options: [
          { description: 'Find: slow edges (> 1s)', expression: 'rt > 1000' },
          { description: 'Find: unhealthy nodes', expression: '!healthy' },
        ],
        hide_options: [{ description: 'Hide: healthy nodes', expression: 'healthy' }],
        traffic: { http: 'requests', grpc: 'requests', tcp: 'sent' },
      },
    },
  },
};
