import { inFile, kube, ruleCases } from '../../testing.ts';
import { kubeadmClustersApart } from './kubeadm-clusters-apart.ts';

const init = (file: string, advertiseAddress: string, name: string) =>
  inFile(
    file,
    kube(
      'kubeadm.k8s.io/v1beta4/InitConfiguration',
      { name: 'kubeadm' },
      { localAPIEndpoint: { advertiseAddress }, nodeRegistration: { name } },
    ),
  );
const cluster = (file: string, podSubnet: string, more: object = {}) =>
  inFile(file, kube('kubeadm.k8s.io/v1beta4/ClusterConfiguration', { name: 'kubeadm' }, { networking: { podSubnet }, ...more }));
const join = (file: string, apiServerEndpoint: string) =>
  inFile(
    file,
    kube('kubeadm.k8s.io/v1beta4/JoinConfiguration', { name: 'join' }, { discovery: { bootstrapToken: { apiServerEndpoint } } }),
  );
const mgmt = [init('mgmt/kubeadm.yaml', '10.0.0.10', 'mgmt-cp'), cluster('mgmt/kubeadm.yaml', '10.100.0.0/16', { clusterName: 'mgmt' })];

ruleCases(kubeadmClustersApart, {
  accepts: {
    'two clusters with addresses of their own': [
      ...mgmt,
      init('app1/kubeadm.yaml', '10.0.0.20', 'app1-cp'),
      cluster('app1/kubeadm.yaml', '10.101.0.0/16', { clusterName: 'app1' }),
    ],
    'a file and its older form': [...mgmt, init('mgmt/old.yaml', '10.0.0.10', 'mgmt-cp')],
    'a variable': [init('mgmt/k.yaml', '${IP}', 'mgmt-cp'), init('app1/k.yaml', '${IP}', 'app1-cp')],
    'a worker of the own cluster': [...mgmt, join('mgmt/join.yaml', '10.0.0.10:6443')],
    'a worker whose control plane has no file': [...mgmt, join('app1/join.yaml', '10.0.0.10:6443')],
  },
  refuses: {
    'the address of another cluster': {
      given: [...mgmt, init('app1/kubeadm.yaml', '10.0.0.10', 'app1-cp'), cluster('app1/kubeadm.yaml', '10.101.0.0/16')],
      says: 'localAPIEndpoint.advertiseAddress is 10.0.0.10, as in app1/kubeadm.yaml, which is of another cluster',
    },
    'the name of another cluster': {
      given: [...mgmt, cluster('app1/kubeadm.yaml', '10.101.0.0/16', { clusterName: 'mgmt' })],
      says: 'clusterName is mgmt, as in app1/kubeadm.yaml, which is of another cluster',
    },
    'a worker that joins the control plane of another folder': {
      given: [...mgmt, init('app1/kubeadm.yaml', '10.0.0.20', 'app1-cp'), join('app1/join.yaml', '10.0.0.10:6443')],
      says: 'discovery.bootstrapToken.apiServerEndpoint is 10.0.0.10, the control plane of mgmt/kubeadm.yaml; that of this folder is 10.0.0.20',
      fix: 'Write 10.0.0.20:6443.',
    },
  },
});
