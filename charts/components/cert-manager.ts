import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/cert-manager-v1.19.6.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { Resources } from '../../lib/values/resources.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, DEFINITIONS, MUTATING_WEBHOOKS, NAMESPACED_RBAC, VALIDATING_WEBHOOKS } from './kinds.ts';

/** Planned, and stated nowhere; a line that supports Kubernetes 1.31. */
const LINE = '1.19';

/** Where a ClusterIssuer's Secrets lie as well. */
export const CERT_MANAGER = 'cert-manager';

/** Chosen: each of its three programs watches a few objects. */
const RESOURCES = Resources.of({ requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi' } });

/** Asks for certificates and renews them (seed 002, next steps). */
export function installCertManager(scope: Construct): HelmComponent<object> {
  const requests = RESOURCES.toJson().requests;
  const pods = (name: string, program: string) => ({
    name,
    namespace: CERT_MANAGER,
    podLabels: { 'app.kubernetes.io/name': program, 'app.kubernetes.io/instance': 'cert-manager' },
    pods: { image: `quay.io/jetstack/${name === 'cert-manager' ? 'cert-manager-controller' : name}:${chart.appVersion}`, requests },
  });
  const controller = new ProvidedWorkload(scope, 'CertManagerPods', { ...pods('cert-manager', 'cert-manager'), ports: {} });
  const injector = new ProvidedWorkload(scope, 'CertManagerCaInjectorPods', {
    ...pods('cert-manager-cainjector', 'cainjector'),
    ports: {},
  });
  const webhook = new ProvidedWorkload(scope, 'CertManagerWebhookPods', {
    ...pods('cert-manager-webhook', 'webhook'),
    service: 'cert-manager-webhook',
    ports: { https: { port: Port.tcp(443, 'https'), target: Port.tcp(10250, 'https') } },
  });
  for (const each of [controller, injector, webhook]) each.connectsToApiServer();
  webhook.acceptsFrom('api-server', 'https');
  controller
    .connectsToWorld(443, { hosts: ['acme-v02.api.letsencrypt.org', 'api.cloudflare.com'] })
    .connectsToWorld(53, { transports: ['UDP', 'TCP'] }); // looks its challenges up where everybody does

  return new HelmComponent(scope, 'CertManager', {
    release: 'cert-manager',
    chart,
    namespace: CERT_MANAGER,
    project: 'platform',
    wave: WAVE.certificateAuthority,
    line: LINE,
    kinds: {
      cluster: [...CLUSTER_RBAC, DEFINITIONS, VALIDATING_WEBHOOKS, MUTATING_WEBHOOKS],
      namespaced: [...core('Service', 'ServiceAccount'), ...NAMESPACED_RBAC, { group: 'apps', kind: 'Deployment' }],
    },
    values: {
      crds: { enabled: true, keep: true },
      global: { leaderElection: { namespace: CERT_MANAGER } }, // else its Roles go to kube-system
      prometheus: { enabled: false },
      startupapicheck: { enabled: false }, // a hook that waits for what the sync waves wait for
      // The LAN's own resolver may know the private names; a challenge is looked up where everybody looks.
      dns01RecursiveNameservers: '1.1.1.1:53,1.0.0.1:53',
      dns01RecursiveNameserversOnly: true,
      resources: RESOURCES.toJson(),
      webhook: { resources: RESOURCES.toJson() },
      cainjector: { resources: RESOURCES.toJson() },
    },
  });
}
