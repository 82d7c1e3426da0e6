import { KubeService } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { GLOBAL, GLOBAL_SERVICES } from '../global-services.ts';
import { inWave, WAVE } from '../waves.ts';

/**
 * What stands on an app cluster for the Services of the management cluster (seed 004, 6.1): no pods of its own, so no
 * selector, and nothing to share with the other clusters. Backends over there are found by the name of the port.
 */
export function globalServiceStubs(scope: Construct): void {
  for (const { name, namespace, port, portName } of Object.values(GLOBAL_SERVICES)) {
    new KubeService(scope, `Stub-${name}`, {
      metadata: {
        name,
        namespace,
        annotations: { ...inWave(WAVE.addressesAndStorage), ...GLOBAL, 'service.cilium.io/shared': 'false' },
      },
      spec: { type: 'ClusterIP', ports: [{ name: portName, port, protocol: 'TCP' }] },
    });
  }
}
