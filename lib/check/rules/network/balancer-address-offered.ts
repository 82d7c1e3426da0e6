import { AddressRange } from '../../../values/cidr.ts';
import { pools } from '../../clusters/pools.ts';
import { helmValuesOf } from '../../helm.ts';
import { itemsAt, join, strings, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { isPlaceholder } from '../../schema/problem.ts';

const GATEWAY = 'gateway.networking.k8s.io/v1/Gateway';
/** Annotations with which Cilium is asked for an address, today's and that before 1.15. */
const ASKS = /^(?:lbipam\.cilium\.io\/ips|io\.cilium\/lb-ipam-ips)$/;

export const balancerAddressOffered = defineRule({
  id: 'balancer-address-offered',
  severity: 'error',
  kinds: ['v1/Service', GATEWAY, 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease'],
  asks: 'An address that a Gateway, or a Service of a cluster whose addresses Cilium gives, asks for lies in one of the pools.',
  source: 'https://docs.cilium.io/en/stable/network/lb-ipam/#requesting-ips; https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec',
  *check(manifest, world) {
    const asked = [...askedOf(manifest)];
    if (asked.length === 0) return;
    const own = pools(world).filter((pool) => pool.manifest.cluster === manifest.cluster);
    if (own.length === 0) return;
    for (const { path, address } of asked) {
      if (own.some(({ range }) => contains(range, address))) continue;
      yield {
        path,
        message: `${address} lies in no pool of the cluster: ${own.map((each) => `${each.manifest.object.metadata.name} (${each.range})`).join(', ')}`,
        why: 'Nobody gives the address: the Service stays <pending>, a Gateway says AddressNotAssigned, and nothing reaches the cluster.',
        fix: 'Ask for an address of a pool, widen the pool, or ask for none.',
      };
    }
  },
});

function* askedOf(manifest: WorldObject): Iterable<{ readonly path: string; readonly address: string }> {
  const { object } = manifest;
  const written: { path: string; value: string }[] = [];
  if (object.kind === 'Gateway')
    for (const [index, each] of itemsAt(object, 'spec.addresses').entries())
      if ((textAt(each, 'type') ?? 'IPAddress') === 'IPAddress')
        written.push({ path: `spec.addresses[${index}].value`, value: textAt(each, 'value') ?? '' });
  for (const place of ['metadata.annotations', 'spec.infrastructure.annotations'])
    for (const [key, value] of Object.entries(textsAt(object, place))) if (ASKS.test(key)) written.push({ path: join(place, key), value });
  for (const { values, path } of helmValuesOf(manifest))
    for (const found of strings(values, path)) if (ASKS.test(found.key)) written.push({ path: found.path, value: found.value });
  for (const { path, value } of written)
    for (const address of value.split(',').map((each) => each.trim()))
      if (address !== '' && !isPlaceholder(address)) yield { path, address };
}

function contains(range: string, address: string): boolean {
  try {
    return AddressRange.parse(range).contains(address);
  } catch {
    // What is no range, or is filled in later, may be the right one.
    return true;
  }
}
