import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/kiali-server-1.76.0.ts';
import { type Endpoint, type ServiceEndpoint, urlOf } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { SecretKey } from '../../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { ISTIO } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { component } from './component.ts';
import { outsideUrl } from './outside.ts';

/** The chart's own. It knows no limit of the processor. */
const RESOURCES = { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '1Gi' } } as const;
/** Where Kiali looks for the key with which it signs logins (seed 003, Kiali); it must have 16, 24 or 32 bytes. */
const SIGNING_KEY = { mount: '/kiali-override-secrets/login-token-signing-key', file: 'value.txt' } as const;
const PORT = Port.http(20001);

/** What Kiali shows the mesh from. */
export interface KialiSources {
  readonly prometheus: ServiceEndpoint;
  readonly grafana: ServiceEndpoint;
  readonly traces: ServiceEndpoint;
  /** Tells its version and how the proxies stand. */
  readonly istiod: Endpoint;
}

/** The mesh, drawn (seed 003, Kiali). People sign in with a token of their own account of the cluster, and may only look. */
export function installKiali(scope: Construct, cluster: Cluster, { prometheus, grafana, traces, istiod }: KialiSources): ProvidedWorkload {
  const key = new SecretKey(cluster.secret(ISTIO, 'kiali-signing-key'), SIGNING_KEY.file);
  component(scope, 'Kiali', {
    release: 'kiali',
    chart,
    namespace: ISTIO,
    wave: WAVE.views,
    values: {
      auth: { strategy: 'token' },
      // Drawn by Helm, it would change with every sync. This says where it comes from, and is by its length no key: without
      // the mounted one Kiali does not start.
      login_token: { signing_key: `secret:${key.secret.name}:${key.key}` },
      deployment: {
        replicas: 1,
        image_pull_policy: 'IfNotPresent',
        resources: RESOURCES,
        custom_secrets: [{ name: key.secret.name, mount: SIGNING_KEY.mount }],
        view_only_mode: true, // what somebody changed here, Argo CD would change back (L13)
      },
      server: { port: PORT.number, web_root: '/kiali' },
      external_services: {
        istio: { root_namespace: ISTIO },
        prometheus: { url: urlOf(prometheus) },
        grafana: { enabled: true, in_cluster_url: shortUrl(grafana), url: outsideUrl(cluster, 'grafana') },
        tracing: { enabled: true, use_grpc: false, in_cluster_url: urlOf(traces) },
      },
      kiali_feature_flags: { clustering: { autodetect_secrets: { enabled: false } } }, // there is no other cluster
    },
  });
  const pods = new ProvidedWorkload<'http'>(scope, 'KialiPods', {
    name: 'kiali',
    namespace: ISTIO,
    service: 'kiali',
    podLabels: { 'app.kubernetes.io/name': 'kiali', 'app.kubernetes.io/instance': 'kiali' },
    ports: { http: { port: PORT } },
    pods: { image: `quay.io/kiali/kiali:${chart.appVersion}`, requests: RESOURCES.requests },
  });
  return pods.connectsTo(prometheus, grafana, traces, istiod).connectsToApiServer().acceptsFrom('outside', 'http');
}

/** As seed 003 writes it: `http://prometheus-grafana.monitoring:80`. */
function shortUrl({ service, peer, port }: ServiceEndpoint): string {
  return `http://${service}.${peer.namespace}:${port.number}`;
}
