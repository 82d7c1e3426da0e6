import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { controlPlanesJoin } from './control-planes-join.ts';

const script = (...lines: string[]) => documentObject('Script', 'up', { text: ['#!/bin/bash', ...lines].join('\n') });
const JOIN = 'ssh cp2 sudo kubeadm join 10.0.0.9:6443 --token "$T" --control-plane --certificate-key "$KEY"';
const cluster = (more: Readonly<Record<string, unknown>>) => kube('kubeadm.k8s.io/v1beta4/ClusterConfiguration', { name: '' }, more);
const LACKS = 'further control planes join (--control-plane), and kubeadm init is given no --control-plane-endpoint';

ruleCases(controlPlanesJoin, {
  accepts: {
    'an address for all': [script('kubeadm init \\', '  --control-plane-endpoint 10.0.0.9:6443 --upload-certs', JOIN)],
    'workers only': [script('kubeadm init --pod-network-cidr 10.244.0.0/16', 'ssh w1 sudo kubeadm join 10.0.0.1:6443 --token "$T"')],
    'a file of kubeadm': [script('kubeadm init --config k.yaml --upload-certs', JOIN), cluster({ controlPlaneEndpoint: '10.0.0.9:6443' })],
    'certificates that are copied': [
      script(
        'kubeadm init --control-plane-endpoint lb:6443',
        'scp -r /etc/kubernetes/pki cp2:',
        'ssh cp2 kubeadm join lb:6443 --control-plane',
      ),
    ],
    'a phase, and a word about it': [script('kubeadm init phase upload-certs --upload-certs', '# kubeadm init', JOIN)],
    'one control plane': [cluster({})],
  },
  refuses: {
    'an address of the first alone': {
      given: [script('kubeadm init --apiserver-advertise-address 10.0.0.1 --upload-certs', JOIN)],
      says: LACKS,
    },
    'a file without an address': {
      given: [script('kubeadm init --config k.yaml --upload-certs', JOIN), cluster({})],
      says: 'further control planes join, and there is no controlPlaneEndpoint',
    },
    'no certificates': {
      given: [script('kubeadm init --control-plane-endpoint lb:6443', 'ssh cp2 kubeadm join lb:6443 --token "$T" --control-plane')],
      says: 'further control planes join (--control-plane), and nothing brings them the certificates of the first',
    },
    'a play of Ansible': {
      given: [
        documentObject('Config', 'site', {
          content: [
            { hosts: 'first', tasks: [{ 'ansible.builtin.command': 'kubeadm init --upload-certs' }] },
            { hosts: 'others', tasks: [{ 'ansible.builtin.command': '{{ join }} --control-plane --certificate-key {{ key }}' }] },
          ],
        }),
      ],
      says: LACKS,
    },
  },
});
