import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/external-secrets-2.9.0.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { sized } from '../base/sized.ts';
import { component } from '../component.ts';
import { WAVE } from '../waves.ts';
import { chartPort, EXTERNAL_SECRETS, labels, SECRET_READER, vaultFor } from './peers.ts';

/** Chosen: some ten Secrets a cluster, read once an hour. */
const RESOURCES = sized('10m/64Mi', '100m/192Mi');

/** Fetches Secrets from Vault and keeps them (seed 004, section 13). */
export function installExternalSecrets(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: 'external-secrets',
    chart,
    namespace: EXTERNAL_SECRETS,
    wave: WAVE.externalSecrets,
    serverSideApply: true,
    values: {
      installCRDs: true,
      processPushSecret: false, // nothing is written into Vault from here
      processClusterPushSecret: false,
      resources: RESOURCES,
      webhook: { resources: RESOURCES },
      certController: { resources: RESOURCES },
    },
  });
}

/** What the chart runs, and whom it asks. */
export function externalSecretsObjects(scope: Construct, cluster: Cluster): void {
  const pods = { image: `ghcr.io/external-secrets/external-secrets:${chart.appVersion}`, requests: RESOURCES.requests };
  new ProvidedWorkload(scope, 'ExternalSecrets', { ...SECRET_READER, ports: {}, pods }).connectsToApiServer().connectsTo(vaultFor(cluster));
  new ProvidedWorkload(scope, 'ExternalSecretsCertController', {
    name: 'external-secrets-cert-controller',
    namespace: EXTERNAL_SECRETS,
    podLabels: labels('external-secrets-cert-controller', EXTERNAL_SECRETS),
    ports: {},
    pods,
  }).connectsToApiServer();
  new ProvidedWorkload(scope, 'ExternalSecretsWebhook', {
    name: 'external-secrets-webhook',
    namespace: EXTERNAL_SECRETS,
    podLabels: labels('external-secrets-webhook', EXTERNAL_SECRETS),
    service: 'external-secrets-webhook',
    ports: { webhook: { port: chartPort(443, 'webhook'), target: chartPort(10250, 'webhook') } },
    pods,
  })
    .connectsToApiServer()
    .acceptsFrom('api-server', 'webhook');
}
