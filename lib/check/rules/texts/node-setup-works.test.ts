import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { nodeSetupWorks } from './node-setup-works.ts';

const script = (...lines: string[]) => documentObject('Script', 'init', { text: ['#!/bin/bash', ...lines].join('\n') });
const cloudInit = (content: object) => documentObject('Config', 'init/k8s', { content });
const deb = (minor: string) =>
  `echo "deb [signed-by=/k.gpg] https://pkgs.k8s.io/core:/stable:/v${minor}/deb/ /" > /etc/apt/sources.list.d/kubernetes.list`;
const settings = (version: number, plugin: string) =>
  `version = ${version}\n[plugins."${plugin}".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n`;

ruleCases(nodeSetupWorks, {
  accepts: {
    'plugins of the version that the settings have': [
      cloudInit({ write_files: [{ content: settings(2, 'io.containerd.grpc.v1.cri') }] }),
      inFile('containerd/config.toml', documentObject('TextFile', 'config', { text: settings(3, 'io.containerd.cri.v1.runtime') })),
    ],
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
    'settings in place of those that switch the runtime off': [
      script('apt-get install -y containerd.io kubeadm', 'containerd config default > /etc/containerd/config.toml'),
    ],
    'the package of the distribution': [script('apt-get install -y containerd kubeadm')],
    'packets that are passed on': [
      script('apt-get install -y containerd kubeadm', 'sysctl -w net.ipv4.ip_forward=1', 'kubeadm init'),
      script('apt-get install -y kubeadm', 'kubeadm upgrade apply v1.35.0'),
    ],
    'Docker for itself': [script('apt-get install -y docker-ce containerd.io')],
    'another file of settings': [documentObject('Config', 'x', { content: { note: 'apt.kubernetes.io' } })],
  },
  refuses: {
    'a plugin of the second version in settings of the third': {
      given: [cloudInit({ write_files: [{ content: settings(3, 'io.containerd.grpc.v1.cri') }] })],
      says: 'the settings of containerd are of version 3, and tell the plugin io.containerd.grpc.v1.cri, which is of version 2',
    },
    'a plugin of the third version in settings of the second': {
      given: [
        inFile('containerd/config.toml', documentObject('TextFile', 'config', { text: settings(2, 'io.containerd.cri.v1.runtime') })),
      ],
      says: 'the settings of containerd are of version 2, and tell the plugin io.containerd.cri.v1, which is of version 3',
    },
    'the repository that Google closed': {
      given: [cloudInit({ runcmd: ['echo "deb https://apt.kubernetes.io/ kubernetes-xenial main" > /etc/apt/sources.list.d/k.list'] })],
      says: 'packages are taken from apt.kubernetes.io, which is closed',
    },
    'packets that are not passed on': {
      given: [script('apt-get install -y containerd kubeadm', 'kubeadm init')],
      says: 'machines are made for kubeadm, and nothing sets net.ipv4.ip_forward',
    },
    'a runtime that is switched off': {
      given: [script('apt-get install -y containerd.io kubeadm')],
      says: 'containerd.io is installed beside kubeadm, and nothing writes /etc/containerd/config.toml',
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
