import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { nodeSetupLasts } from './node-setup-lasts.ts';

const KUBE = 'apt-get install -y kubelet kubeadm';
const script = (...lines: string[]) => documentObject('Script', 'init', { text: ['#!/bin/bash', KUBE, ...lines].join('\n') });
const cloudInit = (content: object) => documentObject('Config', 'init/k8s', { content });
const play = (...tasks: object[]) => documentObject('Config', 'prepare', { content: [{ hosts: 'all', tasks }] });
const apt = { 'ansible.builtin.apt': { name: ['kubelet', 'kubeadm'] } };
const swap = { 'ansible.builtin.command': 'swapoff -a' };
const says = (what: string) => `${what}, and nothing keeps that over a restart`;

ruleCases(nodeSetupLasts, {
  accepts: {
    'modules in a file': [script('modprobe br_netfilter', 'echo br_netfilter > /etc/modules-load.d/k8s.conf')],
    'a file that cloud-init writes': [
      cloudInit({
        packages: ['kubeadm'],
        write_files: [
          { path: '/etc/modules-load.d/k8s.conf', content: 'br_netfilter\n' },
          { path: '/etc/sysctl.d/k8s.conf', content: 'net.ipv4.ip_forward = 1\n' },
        ],
        runcmd: ['modprobe br_netfilter', 'sysctl -w net.ipv4.ip_forward=1', 'swapoff -a && sed -i /swap/d /etc/fstab'],
      }),
    ],
    'another file that does it': [script('swapoff -a'), play({ 'ansible.posix.mount': { path: 'none', src: '/etc/fstab' } })],
    'a module of Ansible that keeps it': [
      play(apt, { 'community.general.modprobe': { name: 'br_netfilter', state: 'present', persistent: 'present' } }),
    ],
    'a kubelet that takes swap': [script('swapoff -a', 'echo "failSwapOn: false"')],
    'no machine of Kubernetes': [documentObject('Script', 'x', { text: 'swapoff -a && swapon -a\nsysctl -w net.ipv4.ip_forward=1\n' })],
    'a word of advice': [script('echo "run swapoff -a first"')],
  },
  refuses: {
    'modules until the restart': {
      given: [script('modprobe overlay', 'modprobe br_netfilter')],
      says: says('the module br_netfilter is loaded by modprobe'),
    },
    'modules of cloud-init': {
      given: [cloudInit({ packages: ['kubeadm'], runcmd: ['modprobe br_netfilter'] })],
      says: says('the module br_netfilter is loaded by modprobe'),
    },
    'a module of Ansible': {
      given: [play(apt, { 'community.general.modprobe': { name: 'br_netfilter', state: 'present' } })],
      says: says('the module br_netfilter is loaded by modprobe'),
    },
    'parameters until the restart': {
      given: [script('echo 1 > /proc/sys/net/ipv4/ip_forward')],
      says: says('a parameter of the kernel is set by hand (net.ipv4.ip_forward, net.bridge)'),
    },
    'swap until the restart': { given: [play(apt, swap)], says: says('swap is taken away by swapoff') },
  },
});
