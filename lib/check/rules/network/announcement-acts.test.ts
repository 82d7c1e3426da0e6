import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { announcementActs } from './announcement-acts.ts';

const policy = (spec: object) => kube('cilium.io/v2alpha1/CiliumL2AnnouncementPolicy', { name: 'main' }, { spec });
const advertisement = (spec: object) => kube('metallb.io/v1beta1/L2Advertisement', { name: 'main', namespace: 'metallb-system' }, { spec });
const control = { nodeSelectors: [{ matchLabels: { 'node-role.kubernetes.io/control-plane': '' } }] };
const metallb = (targetRevision = '0.15.2', valuesObject: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'metallb', namespace: 'argocd' },
    {
      spec: {
        source: { chart: 'metallb', repoURL: 'https://metallb.github.io/metallb', targetRevision, helm: { valuesObject } },
        destination: { namespace: 'metallb-system' },
      },
    },
  );
const init = (more = '') => documentObject('Script', 'init', { text: `#!/bin/bash\nkubeadm init\n${more}\n` });
const node = (name: string, labels: object = {}) => kube('v1/Node', { name, labels: { 'kubernetes.io/hostname': name, ...labels } });
const LABELLED = { 'node-role.kubernetes.io/control-plane': '' };
const SAYS =
  'only control planes are to announce, and kubeadm keeps MetalLB away from them (node.kubernetes.io/exclude-from-external-load-balancers)';

ruleCases(announcementActs, {
  accepts: {
    'addresses of LoadBalancers': [policy({ interfaces: ['eth0'], loadBalancerIPs: true })],
    'outside addresses': [policy({ externalIPs: true })],
    'every node': [init(), metallb(), advertisement({})],
    workers: [
      init(),
      metallb(),
      advertisement({ nodeSelectors: [{ matchLabels: { 'kubernetes.io/hostname': 'w1' } }] }),
      node('w1'),
      node('cp', LABELLED),
    ],
    'a label that is taken away': [
      init('kubectl label node cp node.kubernetes.io/exclude-from-external-load-balancers-'),
      metallb(),
      advertisement(control),
    ],
    'a MetalLB that is told to pass over it': [init(), metallb('0.15.2', { speaker: { ignoreExcludeLB: true } }), advertisement(control)],
    'a MetalLB that does not know it': [init(), metallb('0.13.12'), advertisement(control)],
    'machines of k3s': [
      documentObject('Script', 'up', { text: 'curl -sfL https://get.k3s.io | sh -\n' }),
      metallb(),
      advertisement(control),
    ],
  },
  refuses: {
    'no kind of address': { given: [policy({ interfaces: ['eth0'] })], says: 'neither loadBalancerIPs nor externalIPs is true' },
    'control planes by their role': { given: [init(), metallb(), advertisement(control)], says: SAYS },
    'control planes by their name': {
      given: [
        init(),
        metallb(),
        advertisement({ nodeSelectors: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['cp'] }] }] }),
        node('cp', LABELLED),
        node('w1'),
      ],
      says: SAYS,
    },
    'a cluster of one machine': { given: [init(), metallb(), advertisement({}), node('cp', LABELLED)], says: SAYS },
  },
});
