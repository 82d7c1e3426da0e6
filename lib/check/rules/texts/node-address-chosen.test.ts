import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { nodeAddressChosen } from './node-address-chosen.ts';

const vagrant = (provider: string, ...machines: readonly string[]) =>
  inFile(
    'Vagrantfile',
    documentObject('TextFile', 'Vagrantfile', {
      text: `Vagrant.configure("2") do |config|\n  config.vm.provider "${provider}"\n${machines
        .map(
          (name, index) =>
            `  config.vm.define "${name}" do |node|\n    node.vm.network "private_network", ip: "192.168.56.1${index}"\n  end\n`,
        )
        .join('')}end\n`,
    }),
  );
const script = (text: string) => documentObject('Script', 'up', { text: `#!/bin/bash\n${text}\n` });
const init = script('kubeadm init --apiserver-advertise-address 192.168.56.10');

ruleCases(nodeAddressChosen, {
  accepts: {
    'a kubelet that is told': [
      vagrant('virtualbox', 'cp', 'w1'),
      init,
      script('echo KUBELET_EXTRA_ARGS=--node-ip=$1 > /etc/default/kubelet'),
    ],
    'another provider': [vagrant('libvirt', 'cp', 'w1'), init],
    'one machine': [vagrant('virtualbox', 'cp'), init],
    'machines for something else': [vagrant('virtualbox', 'db', 'web'), script('apt-get install -y nginx')],
  },
  refuses: {
    'the address of the API server alone': {
      given: [vagrant('virtualbox', 'cp', 'w1'), init],
      says: 'the machines have a network of their own beside that of VirtualBox, and no kubelet is told which address is its own (node-ip)',
    },
    'machines of k3s': {
      given: [vagrant('virtualbox', 'cp', 'w1'), script('curl -sfL https://get.k3s.io | sh -')],
      says: 'the machines have a network of their own beside that of VirtualBox, and no kubelet is told which address is its own (node-ip)',
    },
  },
});
