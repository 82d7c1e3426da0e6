import { amount, NOTHING, type Amount } from '../check/scheduling/amount.ts';
import type { Demand } from './demand.ts';

/**
 * What kubeadm 1.31 starts before anything of ours, with the requests of its own manifests.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.31.13/cmd/kubeadm/app/phases/controlplane/manifests.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.31.13/cmd/kubeadm/app/phases/etcd/local.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.31.13/cmd/kubeadm/app/phases/addons/dns/manifests.go
 */
export const KUBEADM: readonly Demand[] = [
  onControlPlane('kube-apiserver', { ...NOTHING, cpu: amount('250m', '0').cpu }),
  onControlPlane('kube-controller-manager', { ...NOTHING, cpu: amount('200m', '0').cpu }),
  onControlPlane('kube-scheduler', { ...NOTHING, cpu: amount('100m', '0').cpu }),
  onControlPlane('etcd', amount('100m', '100Mi')),
  {
    ...base('Deployment coredns', amount('100m', '70Mi')),
    limits: { cpu: undefined, memory: amount('0', '170Mi').memory },
    pods: { rest: 2, most: 2, surge: 0 },
    tolerations: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  },
  { ...base('DaemonSet kube-proxy', NOTHING), everyNode: true },
];

function onControlPlane(name: string, requests: Amount): Demand {
  return { ...base(`Pod ${name}`, requests), everyNode: true, role: 'control-plane' };
}

function base(workload: string, requests: Amount): Demand {
  return {
    namespace: 'kube-system',
    workload,
    labels: { workload },
    requests,
    limits: { cpu: undefined, memory: undefined },
    sidecar: false,
    tolerations: [{ operator: 'Exists' }],
    everyNode: false,
    pods: { rest: 1, most: 1, surge: 0 },
    lasting: true,
    spread: undefined,
    wave: Number.NEGATIVE_INFINITY,
  };
}
