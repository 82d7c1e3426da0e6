import { textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const metallbConfigured = defineRule({
  id: 'metallb-configured',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'Pools of addresses are objects of MetalLB, not texts in a ConfigMap.',
  source: 'https://metallb.universe.tf/release-notes/#version-0-13-2',
  *check({ object }, world) {
    const found = Object.entries(textsAt(object, 'data')).find(([, value]) => /^address-pools:/m.test(value));
    if (found === undefined) return;
    const pools = world.ofKind('metallb.io/v1beta1/IPAddressPool').map((each) => each.object.metadata.name);
    yield {
      path: `data.${found[0]}`,
      severity: pools.length > 0 ? 'warning' : 'error',
      message: `the pools of addresses stand in ConfigMap ${object.metadata.name}, which MetalLB reads no more since 0.13${pools.length > 0 ? `; there are also ${pools.join(', ')}` : ''}`,
      why:
        pools.length > 0
          ? 'What is changed here changes nothing.'
          : 'MetalLB has no pool: every LoadBalancer Service stays "pending", without an address.',
      fix:
        pools.length > 0 ? 'Remove the ConfigMap.' : 'Write each pool as an IPAddressPool, with an L2Advertisement or a BGPAdvertisement.',
    };
  },
});
