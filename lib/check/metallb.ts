import { documentKind } from './document.ts';
import { helmValuesOf } from './helm.ts';
import { join, strings, textsAt } from './read.ts';
import type { WorldObject } from './rule.ts';

/** Kinds that can ask MetalLB for an address: a Service, that of a Gateway, or a chart's through its values. */
export const METALLB_KINDS = [
  'v1/Service',
  'argoproj.io/v1alpha1/Application',
  'gateway.networking.k8s.io/v1/Gateway',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  documentKind('HelmValues'),
] as const;

/** Prefix of MetalLB's annotations before 0.14.9. */
export const OLD_PREFIX = 'metallb.universe.tf/';

const KEY = /^metallb\.(io|universe\.tf)\/loadBalancerIPs$/;

/** Annotations that ask for addresses, comma-separated. */
export function* addressesAsked(manifest: WorldObject): Iterable<{ path: string; key: string; value: string }> {
  for (const [key, value] of Object.entries(textsAt(manifest.object, 'metadata.annotations'))) {
    if (KEY.test(key)) yield { path: join('metadata.annotations', key), key, value };
  }
  // What stands there, the controller of the Gateway writes to its Service.
  for (const [key, value] of Object.entries(textsAt(manifest.object, 'spec.infrastructure.annotations'))) {
    if (KEY.test(key)) yield { path: join('spec.infrastructure.annotations', key), key, value };
  }
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const found of strings(values, path)) {
      if (KEY.test(found.key)) yield found;
    }
  }
}
