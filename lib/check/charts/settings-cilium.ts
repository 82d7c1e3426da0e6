import { at, items, numberAt, text } from '../read.ts';
import { off, on, type Given, type WrongSetting } from './setting.ts';

/** What Cilium shares with others on its nodes, and cuts into parts. @see https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool/ */
export function* ciliumNetwork({ values, has, installs }: Given): Iterable<WrongSetting> {
  for (const [list, size, standard] of [
    ['clusterPoolIPv4PodCIDRList', 'clusterPoolIPv4MaskSize', 24],
    ['clusterPoolIPv6PodCIDRList', 'clusterPoolIPv6MaskSize', 120],
  ] as const) {
    const part = numberAt(values, `ipam.operator.${size}`) ?? standard;
    const written = at(values, `ipam.operator.${list}`);
    const pools = typeof written === 'string' ? written.split(/[\s,]+/) : items(written).map((each) => text(each) ?? '');
    const lengths = pools.flatMap((pool) => /\/(\d+)$/.exec(pool)?.[1] ?? []).map(Number);
    const parts = lengths.reduce((sum, length) => sum + (length <= part ? 2 ** Math.min(part - length, 20) : 0), 0);
    if (lengths.length === 0 || parts > 1) continue;
    yield {
      path: at(values, `ipam.operator.${size}`) === undefined ? `ipam.operator.${list}` : `ipam.operator.${size}`,
      severity: parts === 0 ? 'error' : 'warning',
      message: `the range for pods ${pools.join(', ')} has ${parts === 0 ? 'no room for a part' : 'room for one part'} of /${part}, which each node gets`,
      why: 'The other nodes get no addresses: their pods stay in ContainerCreating, and Cilium on them is never ready.',
      fix: `Set ipam.operator.${size} to more than ${Math.min(...lengths)}, such as ${Math.min(...lengths) + 8}.`,
    };
  }
  if (
    on(values, 'l2announcements.enabled') &&
    has('cilium.io/v2alpha1/CiliumL2AnnouncementPolicy') &&
    has('metallb.io/v1beta1/L2Advertisement')
  ) {
    yield {
      path: 'l2announcements.enabled',
      severity: 'warning',
      message: 'Cilium announces the addresses of Services, and so does MetalLB (L2Advertisement)',
      why: 'Two programs answer for one address from different nodes: connections break off, depending on who answered last.',
      fix: 'Set l2announcements.enabled: false, or take MetalLB away.',
    };
  }
  if (installs?.('cni') === true && !off(values, 'cni.exclusive') && at(values, 'cni.exclusive') !== 'false') {
    yield {
      path: at(values, 'cni.exclusive') === undefined ? '' : 'cni.exclusive',
      severity: 'warning',
      message:
        'Cilium removes the configurations of other plugins from its nodes (cni.exclusive, the default), and the CNI plugin of Istio is installed beside it',
      why: 'The plugin of Istio loses its place after each start of Cilium: pods come up without redirection, or are killed by Istio again and again.',
      fix: 'Set cni.exclusive: false.',
    };
  }
}
