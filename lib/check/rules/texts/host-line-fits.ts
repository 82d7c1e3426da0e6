import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const LINE = /(?:^|["'\s])(\d{1,3}(?:\.\d{1,3}){3})\s+((?:[a-z0-9][a-z0-9.-]*\.[a-z]{2,}\s*)+)/;
const RESOLVED = /--resolve\s+["']?([\w.-]+):\d+:(\d{1,3}(?:\.\d{1,3}){3})/;
const ADDRESS = /^metallb\.(?:io|universe\.tf)\/(?:loadBalancerIPs|address-pool-ip)$/;

export const hostLineFits = defineRule({
  id: 'host-line-fits',
  severity: 'warning',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'Where a script or guide writes addresses of hosts into /etc/hosts, the address is the one that the gateway has.',
  source: 'https://metallb.io/usage/#requesting-specific-ips; seed 002, section 2.5',
  *check({ object }, world) {
    const written = textAt(object, 'text') ?? '';
    if (!/\/etc\/hosts|--resolve/.test(written)) return;
    const addresses = doors(world);
    if (addresses.size === 0) return;
    const hosts = routed(world);
    for (const [index, line] of written.split('\n').entries()) {
      const [, called, of] = RESOLVED.exec(line) ?? [];
      const [, address = '', names = ''] = of === undefined ? (LINE.exec(line) ?? []) : [line, of, called];
      const host = names
        .trim()
        .split(/\s+/)
        .find((each) => hosts.has(each));
      if (host === undefined || addresses.has(address) || address.startsWith('127.')) continue;
      yield {
        path: `line ${index + 1}`,
        message: `line ${index + 1} gives ${host} the address ${address}, and the gateway has ${[...addresses].join(', ')}`,
        why: 'Whoever follows it sees a page that does not load, and looks for the fault in the cluster.',
        fix: `Write ${[...addresses][0] ?? ''}.`,
      };
    }
  },
});

/** Addresses that Services of gateways and Ingress controllers ask for. */
function doors(world: World): ReadonlySet<string> {
  return world.once('addresses of doors', () => {
    const asked = (annotations: Readonly<Record<string, string>>): readonly string[] =>
      Object.entries(annotations).flatMap(([name, value]) => (ADDRESS.test(name) ? value.split(',').map((each) => each.trim()) : []));
    const services = world
      .ofKind('v1/Service')
      .flatMap(({ object }) =>
        textAt(object, 'spec.type') === 'LoadBalancer'
          ? [
              ...asked(textsAt(object, 'metadata.annotations')),
              ...(text(at(object, 'spec.loadBalancerIP')) === undefined ? [] : [text(at(object, 'spec.loadBalancerIP')) ?? '']),
            ]
          : [],
      );
    const charts = releasesOf(world).flatMap(({ values }) =>
      ['service.annotations', 'controller.service.annotations'].flatMap((key) => asked(textsAt(values, key))),
    );
    return new Set([...services, ...charts]);
  });
}

/** Hosts for which a gateway or an Ingress has a route. */
function routed(world: World): ReadonlySet<string> {
  return world.once('routed hosts of lines', () => {
    const mesh = world
      .ofKind('networking.istio.io/v1/VirtualService')
      .flatMap(({ object }) =>
        itemsAt(object, 'spec.gateways').length === 0 ? [] : itemsAt(object, 'spec.hosts').flatMap((each) => text(each) ?? []),
      );
    const ingresses = world
      .ofKind('networking.k8s.io/v1/Ingress')
      .flatMap(({ object }) => itemsAt(object, 'spec.rules').flatMap((each) => textAt(each, 'host') ?? []));
    return new Set([...mesh, ...ingresses]);
  });
}
