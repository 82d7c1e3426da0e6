import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { kubeadmFitsCni } from './kubeadm-fits-cni.ts';

const init = (options: string) =>
  inFile('shell/init.sh', documentObject('Script', 'shell/init', { text: `#!/bin/sh\nmultipass exec cp -- sudo kubeadm init ${options}` }));
const cilium = (values: object) =>
  inFile(
    'values/cilium.yaml',
    documentObject('HelmValues', 'cilium', { chart: 'cilium', version: '1.16.5', release: 'cilium', values }, 'kube-system'),
  );
const replacing = { kubeProxyReplacement: true, k8sServiceHost: '10.0.0.1', k8sServicePort: 6443, ipam: { mode: 'kubernetes' } };
const pool = (range: string) => ({ ipam: { operator: { clusterPoolIPv4PodCIDRList: [range] } } });

ruleCases(kubeadmFitsCni, {
  accepts: {
    'Cilium in the place of kube-proxy': [init('--skip-phases=addon/kube-proxy'), cilium(replacing)],
    'Cilium beside kube-proxy': [init('--pod-network-cidr=10.244.0.0/16'), cilium({ ipam: { mode: 'kubernetes' } })],
    'the same range': [init('--pod-network-cidr 10.100.0.0/16'), cilium(pool('10.100.0.0/16'))],
    'options in a variable': [init('$OPTIONS'), cilium(replacing)],
    'no such call': [cilium({ ...replacing, k8sServiceHost: undefined })],
    'clusters of several kinds': [init('--skip-phases=addon/kube-proxy'), inFile('b.sh', init('').object), cilium({ hubble: {} })],
  },
  refuses: {
    'both at once': {
      given: [init('--upload-certs'), cilium(replacing)],
      says: 'Cilium replaces kube-proxy, and line 2 of shell/init.sh lets kubeadm install it all the same',
    },
    'neither of them': {
      given: [init('--skip-phases=addon/kube-proxy'), cilium({ kubeProxyReplacement: false, ipam: { mode: 'kubernetes' } })],
      says: 'line 2 of shell/init.sh leaves kube-proxy out, and Cilium does not replace it',
    },
    'no way to the API server': {
      given: [init('--skip-phases=addon/kube-proxy'), cilium({ ...replacing, k8sServiceHost: undefined })],
      says: 'line 2 of shell/init.sh leaves kube-proxy out, and there is no k8sServiceHost',
    },
    'two ranges': {
      given: [init('--pod-network-cidr=10.244.0.0/16'), cilium(pool('10.100.0.0/16'))],
      says: 'Cilium gives pods addresses of 10.100.0.0/16, and line 2 of shell/init.sh tells kubeadm 10.244.0.0/16',
    },
  },
});
