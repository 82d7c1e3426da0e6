import { helmValuesOf } from '../../helm.ts';
import { strings, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isPlaceholder } from '../../schema/problem.ts';

const why =
  'The field is deprecated since Kubernetes 1.24 and implementations differ: MetalLB did not assign the address asked for, and refuses a Service that has its annotation as well. The entry comes up on another address, or on none.';
const fix = 'Remove the field and ask for the address with the annotation metallb.io/loadBalancerIPs.';

export const loadBalancerIp = defineRule({
  id: 'load-balancer-ip',
  severity: 'error',
  kinds: ['v1/Service', 'argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet', 'helm.toolkit.fluxcd.io/v2/HelmRelease'],
  asks: 'No Service asks for its address with the deprecated spec.loadBalancerIP, chart values included.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer; seed 002, L-07',
  *check(manifest) {
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
  },
});
