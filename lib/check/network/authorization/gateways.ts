import { ROOT_NAMESPACE } from '../../mesh.ts';
import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { gatewayServers } from '../../mesh/gateway-servers.ts';
import { at, itemsAt, textsAt } from '../../read.ts';
import type { WorldObject } from '../../rule.ts';
import { matches, type Labels } from '../../selector.ts';
import type { World } from '../../world.ts';

/** The labels of the ingress gateway that enforces a policy; those that take certificates of the mesh left out. */
export function gatewayUnder({ object }: WorldObject, world: World): Labels | undefined {
  if (at(object, 'spec.targetRef') !== undefined || itemsAt(object, 'spec.targetRefs').length > 0) return undefined;
  const own = object.metadata.namespace ?? '';
  const selector = textsAt(object, 'spec.selector.matchLabels');
  const found = gatewayPods(world).find(
    ({ labels, namespace }) =>
      (own === ROOT_NAMESPACE || namespace === own) &&
      matches(selector, labels) &&
      !/egress|east-?west/.test(`${labels['istio'] ?? ''} ${labels['app'] ?? ''}`),
  );
  return found === undefined || takesCertificates(found.labels, world) ? undefined : found.labels;
}

function takesCertificates(labels: Labels, world: World): boolean {
  const gateways = world.ofKind('networking.istio.io/v1/Gateway').filter(({ object }) => matches(textsAt(object, 'spec.selector'), labels));
  return gateways.some((each) => gatewayServers(each).some(({ mode }) => /MUTUAL|AUTO_PASSTHROUGH/.test(mode ?? '')));
}
