import { everywhere } from '../../clusters/where.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { treeNodes } from '../../scheduling/tree-nodes.ts';
import { machinesText } from '../../texts/machines.ts';
import { documentKind } from '../../document.ts';
import type { World } from '../../world.ts';

const METALLB = ['metallb.io/v1beta1/L2Advertisement', 'metallb.io/v1beta1/BGPAdvertisement'];
const CILIUM = ['cilium.io/v2alpha1/CiliumL2AnnouncementPolicy', 'cilium.io/v2/CiliumL2AnnouncementPolicy'];
const CONTROL = /^node-role\.kubernetes\.io\/(?:control-plane|master)$/;
/** kubeadm and Talos put it on control planes. @see https://github.com/metallb/metallb/issues/2285 */
const LABEL = 'exclude-from-external-load-balancers';

export const announcementActs = defineRule({
  id: 'announcement-acts',
  severity: 'error',
  kinds: [...METALLB, ...CILIUM],
  asks: 'An announcement of addresses is for some kind of address, and made by nodes that may announce.',
  source:
    'https://docs.cilium.io/en/stable/network/l2-announcements/#policies; https://metallb.io/troubleshooting/#metallb-is-not-advertising-my-service-from-my-control-plane-nodes-or-from-my-single-node-cluster',
  *check({ object }, world) {
    if (object.apiVersion.startsWith('cilium.io/')) {
      if (at(object, 'spec.loadBalancerIPs') === true || at(object, 'spec.externalIPs') === true) return;
      yield {
        path: 'spec',
        message: 'neither loadBalancerIPs nor externalIPs is true',
        why: 'Both are false unless they are set: Services get an address of the pool, and no node answers for it.',
        fix: 'Set loadBalancerIPs: true.',
      };
      return;
    }
    const selectors = itemsAt(object, 'spec.nodeSelectors');
    const nodes = treeNodes(world) ?? [];
    const lone = nodes.length > 0 && nodes.every(({ role }) => role === 'control-plane');
    if (!lone && (selectors.length === 0 || !selectors.every((each) => isControl(each, nodes)))) return;
    if (!keepsAway(world)) return;
    yield {
      path: selectors.length > 0 ? 'spec.nodeSelectors' : 'spec',
      message: `only control planes are to announce, and kubeadm keeps MetalLB away from them (node.kubernetes.io/${LABEL})`,
      why: 'Since version 0.14 its speakers pass over nodes with that label: Services get an address, and no node answers for it.',
      fix: 'Take the label from the nodes, set speaker.ignoreExcludeLB: true in the values of the chart, or choose workers.',
    } satisfies Issue;
  },
});

function isControl(selector: unknown, nodes: readonly { readonly name: string; readonly role: string }[]): boolean {
  const terms = [
    ...Object.entries(fieldsAt(selector, 'matchLabels')).map(([key, value]) => ({ key, values: [text(value) ?? ''] })),
    ...itemsAt(selector, 'matchExpressions').flatMap((each) =>
      /^(?:In|Exists)$/.test(textAt(each, 'operator') ?? '')
        ? [{ key: textAt(each, 'key') ?? '', values: itemsAt(each, 'values').flatMap((value) => text(value) ?? []) }]
        : [],
    ),
  ];
  const named = (name: string): boolean => nodes.some((node) => node.name === name && node.role === 'control-plane');
  return terms.some(
    ({ key, values }) => CONTROL.test(key) || (key === 'kubernetes.io/hostname' && values.length > 0 && values.every(named)),
  );
}

/** Whether the machines are of kubeadm, the version of MetalLB heeds the label, and nobody takes it away. */
function keepsAway(world: World): boolean {
  return world.once('metallb passes control planes over', () => passesOver(world));
}

function passesOver(world: World): boolean {
  const all = machinesText(world);
  const ofKubeadm =
    /\bkubeadm\b/.test(all) ||
    ['v1beta4', 'v1beta3'].some((each) => everywhere(world, `kubeadm.k8s.io/${each}/ClusterConfiguration`).length > 0);
  if (!ofKubeadm || /\bk3s\b/.test(all) || all.includes(LABEL)) return false;
  if (everywhere(world, documentKind('Config')).some(({ manifest }) => JSON.stringify(manifest.object['content'] ?? '').includes(LABEL)))
    return false;
  const releases = releasesOf(world).filter(({ chart }) => chart === 'metallb');
  return releases.some(
    ({ version = '', values }) => !/^v?0\.(?:\d|1[0-3])\./.test(version) && at(values, 'speaker.ignoreExcludeLB') !== true,
  );
}
