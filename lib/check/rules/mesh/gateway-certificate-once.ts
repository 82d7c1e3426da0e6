import { addTo } from '../../../values/multimap.ts';
import { byKey } from '../../../values/order.ts';
import { overlaps } from '../../mesh/gateway-routes.ts';
import { gatewayServers } from '../../mesh/gateway-servers.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const GATEWAY = 'networking.istio.io/v1/Gateway';

export const gatewayCertificateOnce = defineRule({
  id: 'gateway-certificate-once',
  severity: 'warning',
  kinds: [GATEWAY],
  asks: 'One certificate is shown by one server of the gateways of the same pods: browsers use a connection again for all hosts of its certificate.',
  source:
    'https://istio.io/latest/docs/ops/common-problems/network-issues/#404-errors-occur-when-multiple-gateways-configured-with-same-tls-certificate',
  *check(manifest, world) {
    for (const { key, path, hosts } of shown(manifest)) {
      // Told at one of the two, whatever the order of the files; two that take one host are told by `gateway-servers-listen`.
      const other = (byCertificate(world).get(key) ?? []).find(
        (each) => placeOf(each.manifest, each.path) < placeOf(manifest, path) && !each.hosts.some((host) => hosts.includes(host)),
      );
      if (other === undefined) continue;
      const { namespace = '', name } = other.manifest.object.metadata;
      const called = other.manifest === manifest ? `its ${other.path.replace('spec.', '')}` : `Gateway ${namespace}/${name}`;
      const wide = hosts.some((host) => other.hosts.some((each) => overlaps(host, each)));
      yield {
        path: `${path}.tls.credentialName`,
        message: `${called} shows the same certificate for ${other.hosts.join(', ')}${wide ? ', these among them,' : ''} on the same port of the same pods`,
        why: 'A browser that has a connection for one host sends requests for the other through it (HTTP/2): it meets the routes of the wrong server, and people see 404 until they close the window.',
        fix: 'Let one server of one Gateway take the hosts of the certificate; VirtualServices name it as namespace/name.',
      };
      return;
    }
  },
});

interface Shown {
  readonly manifest: WorldObject;
  readonly key: string;
  readonly path: string;
  readonly hosts: readonly string[];
}

function shown(manifest: WorldObject): readonly Shown[] {
  const selector = Object.entries(fieldsAt(manifest.object, 'spec.selector')).sort(byKey);
  return gatewayServers(manifest).flatMap(({ path, port, protocol, mode, hosts }, index) => {
    const secret = textAt(itemsAt(manifest.object, 'spec.servers')[index], 'tls.credentialName');
    if (secret === undefined || protocol !== 'HTTPS' || mode !== 'SIMPLE' || /[$<{]/.test(secret)) return [];
    return [{ manifest, key: JSON.stringify([selector, port, secret]), path, hosts: hosts.map((host) => host.replace(/^.*\//, '')) }];
  });
}

function byCertificate(world: World): ReadonlyMap<string, readonly Shown[]> {
  return world.once('gateways by certificate', () => {
    const found = new Map<string, Shown[]>();
    for (const each of world.ofKind(GATEWAY).flatMap(shown)) addTo(found, each.key, each);
    return found;
  });
}

function placeOf({ object }: WorldObject, path: string): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name} ${path}`;
}
