import { releasesOf } from '../../hosts/releases.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const balancerClassServed = defineRule({
  id: 'balancer-class-served',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'A Service that wants an address from outside has the class that the balancer of the cluster serves.',
  source:
    'https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class; https://metallb.io/installation/#setting-the-loadbalancer-class; https://docs.cilium.io/en/stable/network/lb-ipam/',
  *check({ object }, world) {
    if (textAt(object, 'spec.type') !== 'LoadBalancer') return;
    const wanted = textAt(object, 'spec.loadBalancerClass') ?? '';
    const known = balancers(world);
    if (known === undefined) return;
    yield* ofMetallb(object, wanted, known);
    for (const [name, part] of CILIUM) {
      if (wanted !== name || known.cilium === undefined || at(known.cilium, part) === true) continue;
      yield {
        path: 'spec.loadBalancerClass',
        message: `the class ${name} is Cilium's, and ${part} is off in its values`,
        why: 'Nobody announces the address: it is assigned, and nothing answers on it.',
        fix: `Set ${part}: true for Cilium, or remove loadBalancerClass.`,
      };
    }
  },
});

const CILIUM = [
  ['io.cilium/l2-announcer', 'l2announcements.enabled'],
  ['io.cilium/bgp-control-plane', 'bgpControlPlane.enabled'],
] as const;

interface Balancers {
  /** Classes of the releases of MetalLB, empty for none. */
  readonly metallb: readonly string[];
  readonly cilium: unknown;
  /** Something else may serve Services that have no class. */
  readonly others: boolean;
}

function balancers(world: World): Balancers | undefined {
  return world.once('load balancers', () => {
    const releases = releasesOf(world);
    const metallb = releases.filter(({ chart }) => chart === 'metallb');
    const cilium = releases.find(({ chart }) => chart === 'cilium');
    if ([...metallb, ...(cilium === undefined ? [] : [cilium])].some(({ open }) => open === true)) return undefined;
    return {
      metallb: metallb.map(({ values }) => textAt(values, 'loadBalancerClass') ?? ''),
      cilium: cilium?.values,
      others:
        world.ofKind('cilium.io/v2alpha1/CiliumLoadBalancerIPPool').length > 0 ||
        world.ofKind('cilium.io/v2/CiliumLoadBalancerIPPool').length > 0 ||
        releases.some(({ chart }) => /kube-vip|cloud-controller|load-?balancer-controller|ccm|purelb|klipper/.test(chart)),
    };
  });
}

function* ofMetallb(object: unknown, wanted: string, { metallb, others }: Balancers): Iterable<Issue> {
  const [first] = metallb;
  if (first === undefined || metallb.includes(wanted)) return;
  const annotations = Object.keys(fieldsAt(object, 'metadata.annotations'));
  const meant = annotations.some((each) => each.startsWith('metallb.'));
  if (wanted === '' ? others && !meant : !wanted.includes('metallb') && !meant) return;
  yield {
    path: wanted === '' ? 'spec.type' : 'spec.loadBalancerClass',
    severity: wanted !== '' || meant ? 'error' : 'warning',
    message:
      wanted === ''
        ? `the Service has no class, and MetalLB is told to serve ${metallb.join(', ')} only (loadBalancerClass)`
        : `the Service has the class ${wanted}, and MetalLB serves ${first === '' ? 'those without a class' : first}`,
    why: 'MetalLB passes the Service over: its address stays <pending>.',
    fix:
      wanted !== '' && first === ''
        ? `Set loadBalancerClass: ${wanted} in the values of MetalLB, or remove it here (it cannot be changed: make the Service anew).`
        : `Set spec.loadBalancerClass: ${first} (it cannot be changed: make the Service anew), or remove loadBalancerClass from the values of MetalLB.`,
  };
}
