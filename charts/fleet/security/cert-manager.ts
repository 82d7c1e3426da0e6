import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/cert-manager-v1.21.1.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { sized } from '../base/sized.ts';
import { component } from '../component.ts';
import { WAVE } from '../waves.ts';
import { CERT_MANAGER, chartPort, labels, SIGNER, vaultFor } from './peers.ts';

/** Chosen: some ten certificates a cluster. */
const CONTROLLER = sized('10m/64Mi', '200m/192Mi');
const WEBHOOK = sized('10m/32Mi', '100m/96Mi');

/** Asks for certificates and renews them (seed 004, section 12). */
export function installCertManager(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: 'cert-manager',
    chart,
    namespace: CERT_MANAGER,
    wave: WAVE.certificates,
    serverSideApply: true,
    values: {
      crds: { enabled: true, keep: true },
      global: { leaderElection: { namespace: CERT_MANAGER } }, // else its Roles go to kube-system
      prometheus: { enabled: false },
      startupapicheck: { enabled: false }, // a hook that waits for what the sync waves wait for
      resources: CONTROLLER,
      cainjector: { resources: CONTROLLER },
      webhook: { resources: WEBHOOK },
    },
  });
}

/** What the chart runs, and whom it asks. */
export function certManagerObjects(scope: Construct, cluster: Cluster): void {
  const pods = (image: string, { requests }: typeof CONTROLLER) => ({ image: `quay.io/jetstack/${image}:${chart.appVersion}`, requests });
  new ProvidedWorkload(scope, 'CertManager', { ...SIGNER, ports: {}, pods: pods('cert-manager-controller', CONTROLLER) })
    .connectsToApiServer()
    .connectsTo(vaultFor(cluster));
  new ProvidedWorkload(scope, 'CertManagerCaInjector', {
    name: 'cert-manager-cainjector',
    namespace: CERT_MANAGER,
    podLabels: labels('cainjector', CERT_MANAGER),
    ports: {},
    pods: pods('cert-manager-cainjector', CONTROLLER),
  }).connectsToApiServer();
  new ProvidedWorkload(scope, 'CertManagerWebhook', {
    name: 'cert-manager-webhook',
    namespace: CERT_MANAGER,
    podLabels: labels('webhook', CERT_MANAGER),
    service: 'cert-manager-webhook',
    ports: { https: { port: chartPort(443, 'https'), target: chartPort(10250, 'https') } },
    pods: pods('cert-manager-webhook', WEBHOOK),
  })
    .connectsToApiServer()
    .acceptsFrom('api-server', 'https');
}
