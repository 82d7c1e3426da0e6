import { helmValuesOf } from '../../helm.ts';
import { strings, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { isPlaceholder } from '../../schema/problem.ts';
import type { World } from '../../world.ts';

const why =
  'The field is deprecated since Kubernetes 1.24 and implementations differ: MetalLB did not assign the address asked for, and refuses a Service that has its annotation as well. The entry comes up on another address, or on none.';
const fix = 'Remove the field and ask for the address with the annotation metallb.io/loadBalancerIPs.';

export const loadBalancerIp = defineRule({
  id: 'load-balancer-ip',
  severity: 'error',
  kinds: ['v1/Service', 'argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet', 'helm.toolkit.fluxcd.io/v2/HelmRelease'],
  asks: 'No Service asks for its address with the deprecated spec.loadBalancerIP, chart values included.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer; seed 002, L-07',
  check(manifest, world) {
    const found = [...askedIn(manifest)];
    return found.length === 0 || ciliumGives(manifest, world) || cloudGives(manifest) ? [] : found;
  },
});

function* askedIn(manifest: WorldObject): Iterable<Issue> {
  const address = textAt(manifest.object, 'spec.loadBalancerIP') ?? '';
  if (manifest.object.kind === 'Service' && address !== '' && !isPlaceholder(address)) {
    yield { path: 'spec.loadBalancerIP', message: `the Service asks for ${address} with spec.loadBalancerIP`, why, fix };
  }
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const found of strings(values, path)) {
      if (!/(^|\.)loadBalancerIP$/.test(found.key) || found.value === '' || isPlaceholder(found.value)) continue;
      yield {
        path: found.path,
        message: `the chart's Service asks for ${found.value} with loadBalancerIP`,
        why,
        fix: "Clear the value and put the annotation metallb.io/loadBalancerIPs on the chart's Service.",
      };
    }
  }
}

/**
 * Cilium gives a Service the address of the deprecated field too (https://docs.cilium.io/en/stable/network/lb-ipam/), so
 * where it is the one that gives addresses, the entry comes up where it is looked for.
 */
function ciliumGives(manifest: WorldObject, world: World): boolean {
  const keys = keysOf(manifest);
  if (world.ofKind('metallb.io/v1beta1/IPAddressPool').length > 0 || keys.some((key) => OF_METALLB.test(key))) return false;
  return world.ofKind('cilium.io/v2/CiliumLoadBalancerIPPool').length > 0 || keys.some((key) => OF_CILIUM.test(key));
}

/** Balancers of clouds still read the field; an annotation of theirs says that the Service is for one. */
function cloudGives(manifest: WorldObject): boolean {
  return keysOf(manifest).some((key) => OF_CLOUD.test(key));
}

const OF_CLOUD =
  /^(?:networking\.gke\.io|cloud\.google\.com)\/|^service\.(?:beta\.)?kubernetes\.io\/(?:aws|azure|oci|do|linode|openstack|scw|vultr)[-_]|^load-balancer\.hetzner\.cloud\//;

/** Annotations with which a Service speaks to Cilium about its address, and how they began before 1.15. */
const OF_CILIUM = /^(lbipam\.cilium\.io\/|io\.cilium\/lb-ipam-)/;

const OF_METALLB = /^metallb\.(io|universe\.tf)\//;

/** Annotations of a Service, and keys anywhere in a chart's values. */
function keysOf(manifest: WorldObject): readonly string[] {
  const own = Object.keys(textsAt(manifest.object, 'metadata.annotations'));
  return [...own, ...helmValuesOf(manifest).flatMap(({ values, path }) => [...strings(values, path)].map(({ key }) => key))];
}
