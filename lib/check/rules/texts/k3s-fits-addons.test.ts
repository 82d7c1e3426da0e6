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
const play = (flags: string) =>
  inFile(
    'ansible/servers.yaml',
    documentObject('Config', 'ansible/servers', {
      content: [{ hosts: 'servers', tasks: [{ name: 'k3s', shell: `curl -sfL https://get.k3s.io | sh -s - server ${flags}` }] }],
    }),
  );
const settings = (content: object) => inFile('k3s/config.yaml', documentObject('Config', 'k3s/config', { content }));

ruleCases(k3sFitsAddons, {
  accepts: {
    'what is left out': [script('--disable servicelb --disable traefik'), pool, chart('traefik')],
    'a file of settings': [script(''), settings({ disable: ['servicelb', 'traefik'], 'flannel-backend': 'none' }), pool, chart('cilium')],
    'a network of its own': [script('--flannel-backend=none --disable-network-policy'), chart('cilium')],
    'Cilium that is chained': [script(''), chart('cilium', { cni: { chainingMode: 'generic-veth' } })],
    'a class of Longhorn that is no default': [script(''), chart('longhorn', { persistence: { defaultClass: false } })],
    'storage of k3s that is left out': [script('--disable local-storage'), chart('longhorn')],
    'a class of k3s that a command makes a plain one': [
      script(''),
      chart('longhorn'),
      documentObject('Script', 'after', { text: `kubectl patch storageclass local-path -p '{"metadata":{"annotations":{}}}'\n` }),
    ],
    'a task of Ansible that leaves it out': [play('--disable servicelb --disable traefik'), pool],
    'a task that joins an agent': [
      inFile(
        'ansible/agents.yaml',
        documentObject('Config', 'ansible/agents', {
          content: [{ hosts: 'agents', tasks: [{ shell: 'curl -sfL https://get.k3s.io | K3S_URL=https://10.0.0.1:6443 sh -' }] }],
        }),
      ),
      pool,
    ],
    'nothing beside it': [script('')],
    'an agent': [
      documentObject('Script', 'join', { text: 'curl -sfL https://get.k3s.io | K3S_URL=https://10.0.0.1:6443 sh -\n' }),
      pool,
      chart('cilium'),
    ],
    'another kind of cluster beside it': [script(''), documentObject('Script', 'init', { text: 'kubeadm init\n' }), pool],
  },
  refuses: {
    'a task of Ansible': {
      given: [play('--disable traefik'), pool],
      says: 'k3s is started with its own balancer (servicelb) beside MetalLB',
    },
    'two default classes': {
      given: [script('--disable traefik'), chart('longhorn', { persistence: { defaultClassReplicaCount: 2 } })],
      says: 'k3s is started with its own default storage class (local-path) beside that of Longhorn',
    },
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
