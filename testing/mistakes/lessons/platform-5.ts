import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, door, space, yaml } from '../parts.ts';

/** The mistakes of a guide for three clusters, in one of them. Part 5 of 5. */
export const platform5: readonly Mistake[] = [
  {
    name: 'Default deny An empty list of rules does not switch a direction to deny',
    caughtBy: 'cilium-deny-acts',
    says: 'ingress',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app(),
        door('web'),
        kube(
          'cilium.io/v2/CiliumNetworkPolicy',
          { name: 'default-deny', namespace: 'shop' },
          { spec: { endpointSelector: {}, ingress: [], egress: [] } },
        ),
      ),
    },
    mended: {
      'shop.yaml': yaml(
        space('shop'),
        app(),
        door('web'),
        kube(
          'cilium.io/v2/CiliumNetworkPolicy',
          { name: 'default-deny', namespace: 'shop' },
          { spec: { endpointSelector: {}, ingress: [{}], egress: [{}] } },
        ),
      ),
    },
  },
];
