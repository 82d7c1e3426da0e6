import { documentObject } from '../../document.ts';
import { chartApplication } from '../../observability/testing.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { oneCni } from './one-cni.ts';

const CALICO = 'https://raw.githubusercontent.com/projectcalico/calico/v3.27.0/manifests/calico.yaml';
const script = (line: string) => inFile('shell/init.sh', documentObject('Script', 'shell/init', { text: `#!/bin/sh\n${line}\n` }));
const cilium = (values: Readonly<Record<string, unknown>> = { hubble: {} }) => chartApplication('cilium', 'kube-system', values);

const kind = (rest: Readonly<Record<string, unknown>>) => kube('kind.x-k8s.io/v1alpha4/Cluster', {}, rest);

ruleCases(oneCni, {
  accepts: {
    'Cilium alone': [cilium(), script('kubeadm init')],
    'a cluster of kind that leaves its own out, and one that keeps it': [
      kind({ networking: { disableDefaultCNI: true } }),
      script(`kubectl apply -f ${CALICO}`),
    ],
    'a cluster of kind alone': [kind({}), script('kind create cluster --config kind.yaml')],
    'another network alone': [script(`kubectl apply -f ${CALICO}`)],
    'a network that is taken away': [cilium(), script(`kubectl delete -f ${CALICO}`)],
    'a comment': [cilium(), script(`# kubectl apply -f ${CALICO}`)],
    'Cilium behind another one': [cilium({ cni: { chainingMode: 'generic-veth' } }), script(`kubectl apply -f ${CALICO}`)],
  },
  refuses: {
    'Calico over the network of kind': {
      given: [kind({ nodes: [{ role: 'control-plane' }] }), script(`kubectl apply -f ${CALICO}`)],
      says: 'kind starts with its own network, and shell/init.sh applies Calico',
      fix: 'Set networking.disableDefaultCNI: true in the configuration of kind, and make the cluster anew.',
    },
    'Cilium over the network of kind': {
      given: [kind({}), cilium()],
      says: 'kind starts with its own network, and Cilium is installed into kube-system',
    },
    'the network of before': {
      given: [cilium(), script(`kubectl apply -f ${CALICO}`)],
      says: 'Cilium is installed into kube-system, and shell/init.sh still applies Calico',
    },
    'another one': {
      given: [cilium(), script('kubectl create -f https://github.com/flannel-io/flannel/releases/download/v0.26.0/kube-flannel.yml')],
      says: 'Cilium is installed into kube-system, and shell/init.sh still applies Flannel',
    },
  },
});
