import { documentKind } from '../../document.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { nodeChoiceScripted } from './node-choice-scripted.ts';

const script = (...lines: readonly string[]) => ({
  file: 'scripts/nodes.sh',
  object: kube(documentKind('Script'), { name: 'scripts/nodes.sh' }, { text: `#!/bin/sh\n${lines.join('\n')}\n` }),
});
const nodes = script(
  'kubectl taint nodes worker-1 dedicated=storage:NoSchedule',
  'kubectl label nodes worker-1 example.com/pool=storage --overwrite',
);
const toleration = { key: 'dedicated', operator: 'Equal', value: 'storage', effect: 'NoSchedule' };
const pod = (pool: string, ...tolerations: readonly object[]) =>
  deployment({ pod: { ...(pool === '' ? {} : { nodeSelector: { 'example.com/pool': pool } }), tolerations } });

ruleCases(nodeChoiceScripted, {
  accepts: {
    'what the script gives': [nodes, pod('storage', toleration)],
    'any value, any effect': [nodes, pod('storage', { key: 'dedicated', operator: 'Exists' })],
    'labels of Kubernetes': [nodes, deployment({ pod: { nodeSelector: { 'kubernetes.io/arch': 'arm64' } } })],
    'labels that nobody shows': [nodes, deployment({ pod: { nodeSelector: { disk: 'ssd' } } })],
    'no script': [pod('data', { ...toleration, value: 'minio' })],
    'a label that the shell works out': [script('kubectl label nodes worker-1 "example.com/pool=$POOL"'), pod('data')],
    'a taint that is taken away': [script('kubectl taint nodes cp dedicated-'), pod('', { ...toleration, value: 'other' })],
  },
  refuses: {
    'another value of the label': {
      given: [nodes, pod('data', toleration)],
      says: 'no node gets the label example.com/pool=data; nodes get example.com/pool=storage',
      fix: 'Write example.com/pool: storage.',
    },
    'another value of the taint': {
      given: [nodes, pod('', { ...toleration, value: 'minio' })],
      says: 'it tolerates dedicated=minio:NoSchedule, and nodes get dedicated=storage:NoSchedule',
    },
    'another effect': {
      given: [nodes, pod('', { ...toleration, effect: 'NoExecute' })],
      says: 'it tolerates dedicated=storage:NoExecute, and nodes get dedicated=storage:NoSchedule',
    },
    'a node that takes nobody': {
      given: [nodes, pod('storage')],
      says: 'the node with example.com/pool=storage has the taint dedicated=storage:NoSchedule, which the pods do not tolerate',
    },
    'a label of kubeadm, under a slip': {
      given: [
        kube(
          'kubeadm.k8s.io/v1beta4/JoinConfiguration',
          {},
          { nodeRegistration: { kubeletExtraArgs: [{ name: 'node-labels', value: 'workload=web' }] } },
        ),
        deployment({ pod: { nodeSelector: { workloads: 'web' } } }),
      ],
      says: 'no node gets the label workloads; scripts give workload',
    },
  },
});
