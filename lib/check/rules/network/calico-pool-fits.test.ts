import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { calicoPoolFits } from './calico-pool-fits.ts';

const installation = (cidr: string) =>
  kube(
    'operator.tigera.io/v1/Installation',
    { name: 'default' },
    { spec: { calicoNetwork: { ipPools: [{ cidr, encapsulation: 'VXLAN' }] } } },
  );
const init = (range: string, name = 'init') =>
  documentObject('Script', name, { text: `#!/bin/bash\nkubeadm init --pod-network-cidr ${range}\n` });
const file = kube('kubeadm.k8s.io/v1beta4/ClusterConfiguration', { name: '' }, { networking: { podSubnet: '10.244.0.0/16' } });
const node = (value: string) =>
  kube(
    'apps/v1/DaemonSet',
    { name: 'calico-node', namespace: 'kube-system' },
    { spec: { template: { spec: { containers: [{ name: 'calico-node', env: [{ name: 'CALICO_IPV4POOL_CIDR', value }] }] } } } },
  );

ruleCases(calicoPoolFits, {
  accepts: {
    'one range': [installation('10.244.0.0/16'), init('10.244.0.0/16'), file, node('10.244.0.0/16')],
    'a part of it': [installation('10.244.128.0/17'), file],
    'clusters with ranges of their own': [installation('192.168.0.0/16'), init('10.1.0.0/16', 'a'), init('10.2.0.0/16', 'b')],
    'a range in a variable': [installation('192.168.0.0/16'), init('$RANGE')],
  },
  refuses: {
    'the range of the manifest': {
      given: [installation('192.168.0.0/16'), init('10.244.0.0/16')],
      says: 'Calico gives pods addresses of 192.168.0.0/16, and line 2 of init tells kubeadm 10.244.0.0/16',
    },
    'a variable of its pods': {
      given: [node('192.168.0.0/16'), file],
      says: 'Calico gives pods addresses of 192.168.0.0/16, and its configuration tells kubeadm 10.244.0.0/16',
    },
  },
});
