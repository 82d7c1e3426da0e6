import { longestGap } from '../../values/cron-gap.ts';
import { at, items, numberAt, text, textAt } from '../read.ts';
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
  yield* certificates(values);
  yield* routing(values);
  yield* besideIstio(values, installs);
}

/** What Cilium has to leave to Istio on the same nodes. @see https://docs.cilium.io/en/stable/network/servicemesh/istio/ */
function* besideIstio(values: unknown, installs: Given['installs']): Iterable<WrongSetting> {
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
  const replaced = on(values, 'kubeProxyReplacement') || ['strict', 'partial'].includes(textAt(values, 'kubeProxyReplacement') ?? '');
  if (installs?.('istiod') === true && (replaced || on(values, 'socketLB.enabled')) && !on(values, 'socketLB.hostNamespaceOnly')) {
    yield {
      path: replaced ? 'kubeProxyReplacement' : 'socketLB.enabled',
      severity: 'warning',
      message:
        'Cilium puts the address of a pod in the place of that of a Service when a pod opens a connection, and the tree installs Istio',
      why: 'Sidecars see connections to pods instead of Services: routes, weights and policies of the mesh are passed over, and so is its encryption.',
      fix: 'Set socketLB.hostNamespaceOnly: true.',
    };
  }
}

/** Certificates that a job of the chart makes anew: they have to live until its next run. Units: days. */
function* certificates(values: unknown): Iterable<WrongSetting> {
  for (const part of ['hubble.tls.auto', 'clustermesh.apiserver.tls.auto']) {
    const method = textAt(values, `${part}.method`);
    const [schedule, life] = [
      textAt(values, `${part}.schedule`) ?? '0 0 1 */4 *',
      numberAt(values, `${part}.certValidityDuration`) ?? 1095,
    ];
    const fields = schedule.trim().split(/\s+/);
    if (method !== 'cronJob' || fields.length !== 5 || !fields.every((each) => /^[\d*,/-]+$/.test(each))) continue;
    const days = Math.ceil(longestGap(fields).seconds / 86_400);
    if (days < life) continue;
    yield {
      path: at(values, `${part}.certValidityDuration`) === undefined ? `${part}.schedule` : `${part}.certValidityDuration`,
      severity: 'error',
      message: `certificates live ${life} days, and up to ${days} days lie between two runs of the job that makes them anew ("${schedule}")`,
      why: 'They expire before they are replaced: relay and agents refuse each other, or the clusters of the mesh no longer see one another.',
      fix: `Set ${part}.certValidityDuration to ${days * 3}, or run the job more often.`,
    };
  }
}

/** How packets get to pods of other nodes. @see https://docs.cilium.io/en/stable/network/concepts/routing/#native-routing */
function* routing(values: unknown): Iterable<WrongSetting> {
  const key = textAt(values, 'routingMode') === 'native' ? 'routingMode' : textAt(values, 'tunnel') === 'disabled' ? 'tunnel' : undefined;
  // The network of a cloud, or of the plugin below, routes by itself.
  const ofCloud = /^(?:eni|azure|alibabacloud|delegated-plugin)$/.test(textAt(values, 'ipam.mode') ?? '');
  const chained = (textAt(values, 'cni.chainingMode') ?? 'none') !== 'none';
  const switched = ['eni', 'azure', 'gke', 'alibabacloud', 'aksbyocni', 'bgpControlPlane', 'bgp'].some((each) =>
    on(values, `${each}.enabled`),
  );
  if (key === undefined || ofCloud || chained || switched || on(values, 'autoDirectNodeRoutes')) return;
  yield {
    path: key,
    severity: 'info',
    message: 'packets are routed without a tunnel, and neither autoDirectNodeRoutes nor BGP tells the nodes where the pods of others are',
    why: 'Unless the network between the nodes has a route for each of them, pods reach those of their own node only: DNS works on one node and not on the next.',
    fix: 'Set autoDirectNodeRoutes: true where the nodes are in one network, or bgpControlPlane.enabled: true.',
  };
}
