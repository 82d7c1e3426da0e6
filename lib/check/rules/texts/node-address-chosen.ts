import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { machinesText } from '../../texts/machines.ts';

export const nodeAddressChosen = defineRule({
  id: 'node-address-chosen',
  severity: 'warning',
  kinds: [documentKind('TextFile')],
  asks: 'Nodes that Vagrant makes with VirtualBox, whose first network is the same in all of them, are told which address is theirs.',
  source:
    'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#default-nic-when-using-flannel-as-the-pod-network-in-vagrant; https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/',
  *check({ object, file = '' }, world) {
    if (!/(?:^|\/)Vagrantfile$/.test(file)) return;
    const text = (textAt(object, 'text') ?? '').replace(/^\s*#.*$/gm, '');
    const place = text.search(/\.network\s*\(?\s*[:"'](?:private|public)_network/);
    // Without a word about it Vagrant takes VirtualBox; the others give machines one network.
    const isOther = /provider\s*\(?\s*[:"'](?!virtualbox)\w+/.test(text);
    if (place === -1 || isOther) return;
    const all = machinesText(world);
    const several = (text.match(/\.vm\.define\b/g) ?? []).length > 1 || /\.each\b|\beach do\b/.test(text);
    if (!several || !/\bkubeadm\s+(?:init|join)\b|get\.k3s\.io|\bk3s\s+(?:server|agent)\b/.test(all)) return;
    if (/node-?ip\b|flannel-iface|kubespray/i.test(all)) return;
    yield {
      path: `line ${text.slice(0, place).split('\n').length}`,
      message:
        'the machines have a network of their own beside that of VirtualBox, and no kubelet is told which address is its own (node-ip)',
      why: 'Each kubelet takes the address of the first network, which is 10.0.2.15 in every machine: logs, exec and the tunnel of the pods lead to the machine itself.',
      fix: 'Write KUBELET_EXTRA_ARGS=--node-ip=ADDRESS into /etc/default/kubelet of each machine (k3s: --node-ip and --flannel-iface).',
    };
  },
});
