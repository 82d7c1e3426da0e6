import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/argo-cd-5.47.0.ts';
import { ARGOCD_NAMESPACE } from '../../../lib/constructs/argo-application.ts';
import { WAITING_WAVES } from '../../../lib/constructs/argo-health.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { lineOf } from '../../facts.ts';
import { WAVE } from '../waves.ts';
import { component } from './component.ts';
import { outsideUrl } from './outside.ts';

/** Argo CD asks Git every three minutes (seed 003, Argo CD). */
const POLLED = '180s';

/**
 * A claim of a class that waits for its first pod is pending until then, for the backup's until the first night: Argo CD's
 * own judgement would let the sync wait as long. A pod that misses its claim is seen by itself.
 */
const CLAIM_HEALTH = `hs = {}
hs.status = "Healthy"
hs.message = ""
if obj.status ~= nil and obj.status.phase == "Lost" then
  hs.status = "Degraded"
  hs.message = "its volume is gone"
end
return hs
`;

/** Argo CD itself (seed 003, Argo CD), on a port of every node, in TLS with a certificate of its own. */
export function installArgoCd(scope: Construct, cluster: Cluster): void {
  component(scope, 'ArgoCd', {
    application: 'argo-cd',
    release: 'argocd', // Services are called after it
    chart,
    namespace: ARGOCD_NAMESPACE,
    wave: WAVE.delivery,
    line: lineOf(cluster, 'argo-cd'),
    ignore: [{ group: '', kind: 'Secret', name: 'argocd-secret', namespace: ARGOCD_NAMESPACE, jsonPointers: ['/data'] }],
    values: {
      global: { image: { tag: chart.appVersion } },
      configs: {
        cm: {
          url: outsideUrl(cluster, 'argocd-https', 'https'),
          'timeout.reconciliation': POLLED,
          'application.resourceTrackingMethod': 'annotation',
          ...WAITING_WAVES,
          'resource.customizations.health.PersistentVolumeClaim': CLAIM_HEALTH,
        },
        rbac: { 'policy.default': '' }, // who signs in may do nothing until a policy says so
      },
      server: {
        service: { type: 'NodePort', nodePortHttp: cluster.nodePort('argocd-http'), nodePortHttps: cluster.nodePort('argocd-https') },
      },
      dex: { enabled: false },
      notifications: { enabled: false },
    },
  });
}
