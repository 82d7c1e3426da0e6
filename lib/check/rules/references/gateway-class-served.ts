import { joinedValues } from '../../charts/joined.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const gatewayClassServed = defineRule({
  id: 'gateway-class-served',
  severity: 'warning',
  kinds: ['gateway.networking.k8s.io/v1/Gateway'],
  asks: 'The class of a Gateway is one whose controller is switched on.',
  source: 'https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/; seed 004, M5',
  *check({ object }, world) {
    const name = textAt(object, 'spec.gatewayClassName');
    if (name !== 'cilium' || world.find('gateway.networking.k8s.io/v1/GatewayClass', '', name) !== undefined) return;
    const values = cilium(world);
    if (values.length === 0 || values.some((each) => /^true$/.test(String(at(each, 'gatewayAPI.enabled'))))) return;
    yield {
      path: 'spec.gatewayClassName',
      message: 'the class cilium is made by Cilium only with gatewayAPI.enabled, and the values here do not set it',
      why: 'Nobody takes the Gateway: it stays "Waiting for controller", has no address, and no route of it is served.',
      fix: 'Set gatewayAPI.enabled: true (with kubeProxyReplacement: true) in the values of Cilium.',
    };
  },
});

/** What the releases and files of values for Cilium say; nothing where some of it was not read. */
function cilium(world: World): readonly unknown[] {
  return world.once('values of cilium', () => {
    const releases = releasesOf(world).filter(({ chart }) => chart === 'cilium');
    if (releases.some(({ open }) => open === true)) return [];
    const files = [...joinedValues(world).values()].flat().filter(({ chart }) => chart === 'cilium');
    return [...releases.map(({ values }) => values), ...files.map(({ values }) => values)];
  });
}
