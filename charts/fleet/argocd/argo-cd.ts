import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/argo-cd-10.1.1.ts';
import { ARGOCD_NAMESPACE } from '../../../lib/constructs/argo-application.ts';
import { WAITING_WAVES } from '../../../lib/constructs/argo-health.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { sized } from '../base/sized.ts';
import { component } from '../component.ts';
import { PRIORITY } from '../recovery.ts';
import { WAVE } from '../waves.ts';

/** Argo CD manages itself, once it was installed with these very values (seed 004, 4.5): with the network, before all it installs. */
export function installArgoCd(scope: Construct, cluster: Cluster): void {
  const host = cluster.host('argocd').name;
  component(scope, cluster, {
    name: 'argocd',
    chart,
    namespace: ARGOCD_NAMESPACE,
    wave: WAVE.network,
    recovery: 'P1',
    serverSideApply: true,
    // Its content comes out of Vault.
    ignore: [{ group: '', kind: 'Secret', name: 'argocd-secret', namespace: ARGOCD_NAMESPACE, jsonPointers: ['/data'] }],
    values: {
      global: {
        domain: host,
        priorityClassName: PRIORITY.P1,
        networkPolicy: { create: false }, // they would open what our own policies close
      },
      configs: {
        cm: { url: `https://${host}`, 'application.resourceTrackingMethod': 'annotation', ...WAITING_WAVES },
        params: { 'server.insecure': true }, // the Gateway speaks plain HTTP to it (seed 004, 8.4)
        rbac: { 'policy.default': '' }, // who signs in may do nothing until a policy says so
      },
      dex: { enabled: false },
      notifications: { enabled: false },
      controller: { resources: sized('100m/384Mi', '1000m/1Gi') },
      server: { resources: sized('50m/96Mi', '250m/256Mi') },
      repoServer: { resources: sized('50m/128Mi', '1000m/512Mi') },
      applicationSet: { resources: sized('20m/64Mi', '200m/256Mi') },
      redis: { resources: sized('20m/32Mi', '200m/128Mi') },
      redisSecretInit: { resources: sized('10m/32Mi', '100m/64Mi') },
    },
  });
}
