import { asked, nodeAddresses } from '../../clusters/pools.ts';
import { everywhere } from '../../clusters/where.ts';
import { documentKind } from '../../document.ts';
import { strings, textAt, textsAt } from '../../read.ts';
import { defineRule, fullName, type WorldObject } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

/** What programs are told by: values of charts and configurations. */
const TELLING = [
  'v1/ConfigMap',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  'argoproj.io/v1alpha1/Application',
  documentKind('HelmValues'),
] as const;

/** `http://10.40.0.13:4317`, `10.40.0.13:4317` */
const ENDPOINT =
  /(?:(https?):\/\/)?(?<![\w.-])(10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3})(?::(\d{2,5}))?(?![\w.:-]*\/\d{1,2}\b)/g;

export const balancerAddressAsked = defineRule({
  id: 'balancer-address-asked',
  severity: 'warning',
  kinds: ['v1/Service'],
  asks: 'A Service that others reach by a fixed address asks for that address.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer; https://metallb.io/usage/',
  *check(manifest, world) {
    const { object } = manifest;
    if (textAt(object, 'spec.type') !== 'LoadBalancer' || addressesOf(manifest).length > 0) return;
    const wanted = fixedAddresses(world);
    if (wanted.size === 0) return;
    for (const { port } of servicePorts(object)) {
      const told = (endpoints(world).get(port) ?? []).find(({ address }) => !wanted.has(address) && wanted.has(networkOf(address)));
      if (told === undefined) continue;
      yield {
        path: 'spec.type',
        message: `${told.by.object.kind} ${fullName(told.by).replace(/^\//, '')} sends to ${told.address}:${port}, which no Service asks for; this one offers port ${port} and takes any address`,
        why: 'The balancer gets the next free address, and another one after it was made anew: what is sent to the fixed one reaches nobody.',
        fix: `Ask for ${told.address}, as the Services beside it do for theirs.`,
      };
      return;
    }
  },
});

interface Endpoint {
  readonly address: string;
  readonly by: WorldObject;
}

/** Fixed addresses to which something of the tree is told to send, by their port. */
function endpoints(world: World): ReadonlyMap<number, readonly Endpoint[]> {
  return world.everywhere.once('fixed addresses that something sends to', () => {
    const found = new Map<number, Endpoint[]>();
    const nodes = new Set(nodeAddresses(world).map(({ address }) => address));
    for (const { manifest } of everywhere(world, ...TELLING)) {
      for (const { value } of strings(manifest.object)) {
        if (!/\d\.\d/.test(value)) continue;
        for (const [, scheme, address = '', port] of value.matchAll(ENDPOINT)) {
          const number = Number(port ?? (scheme === 'https' ? 443 : scheme === 'http' ? 80 : 0));
          if (number !== 0 && !nodes.has(address)) addTo(found, number, { address, by: manifest });
        }
      }
    }
    return found;
  });
}

/** Addresses that Services ask for, and the networks of 24 bits in which they lie. */
function fixedAddresses(world: World): ReadonlySet<string> {
  return world.everywhere.once('fixed addresses of balancers', () => {
    const own = everywhere(world, 'v1/Service').flatMap(({ manifest }) => addressesOf(manifest));
    return new Set([...own, ...asked(world).map(({ address }) => address)].flatMap((address) => [address, networkOf(address)]));
  });
}

function addressesOf({ object }: WorldObject): readonly string[] {
  const annotated = Object.entries(textsAt(object, 'metadata.annotations')).flatMap(([key, value]) =>
    /\/(?:loadBalancerIPs|lb-ipam-ips|ips|kube-vip\.io\/loadbalancerIPs|load-balancer-ip(?:v4)?)$/i.test(key) ? value.split(/[,\s]+/) : [],
  );
  const field = textAt(object, 'spec.loadBalancerIP');
  return field === undefined || field === '' ? annotated : [...annotated, field];
}

function networkOf(address: string): string {
  return `${address.replace(/\.\d+$/, '')}.0/24`;
}
