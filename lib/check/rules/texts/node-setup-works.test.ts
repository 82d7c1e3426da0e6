import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { nodeSetupWorks } from './node-setup-works.ts';

const script = (...lines: string[]) => documentObject('Script', 'init', { text: ['#!/bin/bash', ...lines].join('\n') });
const cloudInit = (content: object) => documentObject('Config', 'init/k8s', { content });
const deb = (minor: string) =>
  `echo "deb [signed-by=/k.gpg] https://pkgs.k8s.io/core:/stable:/v${minor}/deb/ /" > /etc/apt/sources.list.d/kubernetes.list`;

ruleCases(nodeSetupWorks, {
  accepts: {
    'packages of the release that is asked for': [script(deb('1.35'), 'apt-get install -y kubelet=1.35.0-1.1 kubeadm=1.35.0-1.1')],
    'packages of any version': [cloudInit({ runcmd: [deb('1.35'), 'apt-get install -y kubelet kubeadm'] })],
    'a repository in a variable': [
      script('echo "deb https://pkgs.k8s.io/core:/stable:/${VERSION}/deb/ /"', 'apt-get install kubelet=1.35.0-1.1'),
    ],
    'an upgrade from one release to the next': [
      script(deb('1.34'), 'apt-get install kubeadm=1.34.2-1.1', deb('1.35'), 'apt-get install kubeadm=1.35.0-1.1'),
    ],
    'a comment about the old repository': [script('# apt.kubernetes.io is closed')],
    'a setting that is put right': [script("sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' /etc/containerd/config.toml")],
    'both without systemd': [
      script('echo "SystemdCgroup = false" >> /etc/containerd/config.toml', 'echo "KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs"'),
    ],
    'another file of settings': [documentObject('Config', 'x', { content: { note: 'apt.kubernetes.io' } })],
  },
  refuses: {
    'the repository that Google closed': {
      given: [cloudInit({ runcmd: ['echo "deb https://apt.kubernetes.io/ kubernetes-xenial main" > /etc/apt/sources.list.d/k.list'] })],
      says: 'packages are taken from apt.kubernetes.io, which is closed',
    },
    'packages of another release': {
      given: [script(deb('1.30'), 'apt-get install -y kubelet=1.35.0-1.1 kubeadm=1.35.0-1.1')],
      says: 'kubelet 1.35 is asked for, and the repository is that of v1.30',
      fix: 'Write v1.35 in the address of the repository, or ask for kubelet 1.30.',
    },
    'the wrong driver': {
      given: [cloudInit({ write_files: [{ path: '/etc/containerd/config.toml', content: 'version = 2\n  SystemdCgroup = false\n' }] })],
      says: 'containerd is told SystemdCgroup = false, and the kubelet of kubeadm uses systemd',
    },
  },
});
