import { AddressRange } from '../../values/cidr.ts';
import { helmValuesOf } from '../helm.ts';
import { itemsAt, join, strings, text, textsAt } from '../read.ts';
import { defineRule, type WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

const OLD = 'metallb.universe.tf/';
const KEY = /^metallb\.(io|universe\.tf)\/loadBalancerIPs$/;

export const metallbAddress = defineRule({
  id: 'metallb-address',
  severity: 'error',
  kinds: ['v1/Service', 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease'],
  asks: 'An address asked of MetalLB lies in one of its pools, and the annotation has the prefix that MetalLB reads.',
  source: 'https://metallb.io/usage/#requesting-specific-ips; seed 002, L-07',
  *check(manifest, world) {
    for (const { path, key, value } of asked(manifest)) {
      if (key.startsWith(OLD)) {
        const why = 'A MetalLB that no longer reads the old prefix gives the Service any free address, and the name points at nobody.';
        yield { path, severity: 'warning', message: `"${key}" has the deprecated prefix ${OLD}`, why, fix: `Write ${key.replace(OLD, 'metallb.io/')} (read from MetalLB 0.14.9 on).` };
      }
      const pools = poolsOf(world);
      for (const address of value.split(',').map((each) => each.trim())) {
        if (pools.length === 0 || pools.some(({ ranges }) => ranges.some((range) => contains(range, address)))) continue;
        const known = pools.map(({ name, ranges }) => `${name} (${ranges.join(', ')})`).join(', ');
        const why = 'MetalLB refuses the address, the Service stays <pending>, and nothing reaches the cluster.';
        yield { path, message: `${address} lies in no IPAddressPool: ${known}`, why, fix: 'Ask for an address of a pool, or widen the pool.' };
      }
    }
  },
});

function* asked(manifest: WorldObject): Iterable<{ path: string; key: string; value: string }> {
  for (const [key, value] of Object.entries(textsAt(manifest.object, 'metadata.annotations'))) {
    if (KEY.test(key)) yield { path: join('metadata.annotations', key), key, value };
  }
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const found of strings(values, path)) {
      if (KEY.test(found.key)) yield found;
    }
  }
}

function poolsOf(world: World): readonly { readonly name: string; readonly ranges: readonly string[] }[] {
  return world.once('address pools', () =>
    world.ofKind('metallb.io/v1beta1/IPAddressPool').map(({ object }) => ({ name: object.metadata.name, ranges: itemsAt(object, 'spec.addresses').flatMap((each) => text(each) ?? []) })),
  );
}

function contains(range: string, address: string): boolean {
  try {
    return AddressRange.parse(range).contains(address);
  } catch {
    return false;
  }
}
