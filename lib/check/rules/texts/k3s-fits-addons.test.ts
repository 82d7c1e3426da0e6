import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { k3sFitsAddons } from './k3s-fits-addons.ts';

const script = (flags: string) =>
  documentObject('Script', 'up', { text: `#!/bin/bash\ncurl -sfL https://get.k3s.io | sh -s - server ${flags}\n` });
const pool = kube('metallb.io/v1beta1/IPAddressPool', { name: 'main', namespace: 'metallb-system' }, { spec: { addresses: [] } });
const chart = (name: string, valuesObject: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: { chart: name, repoURL: 'https://charts.example.com', targetRevision: '1.0.0', helm: { valuesObject } },
        destination: { namespace: 'kube-system' },
      },
    },
  );
const settings = (content: object) => inFile('k3s/config.yaml', documentObject('Config', 'k3s/config', { content }));

ruleCases(k3sFitsAddons, {
  accepts: {
    'what is left out': [script('--disable servicelb --disable traefik'), pool, chart('traefik')],
    'a file of settings': [script(''), settings({ disable: ['servicelb', 'traefik'], 'flannel-backend': 'none' }), pool, chart('cilium')],
    'a network of its own': [script('--flannel-backend=none --disable-network-policy'), chart('cilium')],
    'Cilium that is chained': [script(''), chart('cilium', { cni: { chainingMode: 'generic-veth' } })],
    'nothing beside it': [script('')],
    'an agent': [
      documentObject('Script', 'join', { text: 'curl -sfL https://get.k3s.io | K3S_URL=https://10.0.0.1:6443 sh -\n' }),
      pool,
      chart('cilium'),
    ],
    'another kind of cluster beside it': [script(''), documentObject('Script', 'init', { text: 'kubeadm init\n' }), pool],
  },
  refuses: {
    'two balancers': {
      given: [script('--disable traefik'), pool],
      says: 'k3s is started with its own balancer (servicelb) beside MetalLB',
    },
    'two networks': { given: [script(''), chart('cilium')], says: 'k3s is started with its own network (flannel) beside Cilium' },
    'two ingresses': {
      given: [script('--disable servicelb'), chart('traefik')],
      says: 'k3s is started with its own Traefik beside that of the chart',
    },
    'two servers of metrics': {
      given: [script('--disable traefik'), chart('metrics-server')],
      says: 'k3s is started with its own metrics-server beside that of the chart',
    },
    'cloud-init': {
      given: [
        documentObject('Config', 'node', { content: { runcmd: ['curl -sfL https://get.k3s.io | INSTALL_K3S_EXEC="server" sh -'] } }),
        pool,
      ],
      says: 'k3s is started with its own balancer (servicelb) beside MetalLB',
    },
  },
});
