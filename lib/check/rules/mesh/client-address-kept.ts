import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { meshConfigs } from '../../mesh/settings.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { matches } from '../../selector.ts';
import type { World } from '../../world.ts';

export const clientAddressKept = defineRule({
  id: 'client-address-kept',
  severity: 'warning',
  kinds: ['security.istio.io/v1/AuthorizationPolicy'],
  asks: 'Where a policy of the gateway knows clients by their addresses, the Service of the gateway keeps these (externalTrafficPolicy: Local).',
  source:
    'https://istio.io/latest/docs/tasks/security/authorization/authz-ingress/; https://kubernetes.io/docs/tutorials/services/source-ip/#source-ip-for-services-with-type-loadbalancer',
  *check({ object }, world) {
    const selector = textsAt(object, 'spec.selector.matchLabels');
    if (Object.keys(selector).length === 0) return;
    const trusts = meshConfigs(world).some((each) => at(each, 'defaultConfig.gatewayTopology.numTrustedProxies') !== undefined);
    const blocks = itemsAt(object, 'spec.rules').flatMap((rule, index) =>
      itemsAt(rule, 'from').flatMap((from, place) =>
        // Behind a proxy that is trusted, its header has the address.
        ['ipBlocks', 'notIpBlocks', ...(trusts ? [] : ['remoteIpBlocks', 'notRemoteIpBlocks'])].flatMap((key) => {
          const list = itemsAt(from, `source.${key}`).map(text);
          return list.length === 0 ? [] : [{ path: `spec.rules[${index}].from[${place}].source.${key}`, key, list: list.join(', ') }];
        }),
      ),
    );
    const lost = blocks.length === 0 ? undefined : losesAddresses(world, selector, object.metadata.namespace ?? '');
    if (lost === undefined) return;
    for (const { path, key, list } of blocks) {
      yield {
        path,
        message: `${key} is ${list}, and ${lost} does not keep the addresses of clients (externalTrafficPolicy is Cluster)`,
        why: 'The gateway sees the address of the node that a request came in by, whoever sent it: the policy lets everybody in, or nobody.',
        fix: 'Set externalTrafficPolicy: Local on the Service of the gateway.',
      };
    }
  },
});

/** The Service in front of these pods, where nodes of one's own put their addresses in the place of the client's. */
function losesAddresses(world: World, selector: Readonly<Record<string, string>>, namespace: string): string | undefined {
  // A cloud's balancer may keep addresses in ways of its own.
  if (world.ofKind('metallb.io/v1beta1/IPAddressPool').length === 0) return undefined;
  const pods = gatewayPods(world).filter((each) => each.namespace === namespace && matches(selector, each.labels));
  if (pods.length === 0) return undefined;
  const release = releasesOf(world).find(
    (each) =>
      each.chart === 'gateway' &&
      each.namespace === namespace &&
      each.open !== true &&
      pods.some(({ labels }) => labels['app'] === (textAt(each.values, 'name') ?? each.name)),
  );
  if (release !== undefined)
    return textAt(release.values, 'service.externalTrafficPolicy') === 'Local' ? undefined : `release ${release.name}`;
  const service = world
    .inNamespace('v1/Service', namespace)
    .find(
      ({ object }) =>
        textAt(object, 'spec.type') === 'LoadBalancer' && pods.some(({ labels }) => matches(textsAt(object, 'spec.selector'), labels)),
    );
  return service === undefined || textAt(service.object, 'spec.externalTrafficPolicy') === 'Local'
    ? undefined
    : `Service ${service.object.metadata.name}`;
}
