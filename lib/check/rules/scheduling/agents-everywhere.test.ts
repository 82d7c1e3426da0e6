import type { Facts } from '../../facts.ts';
import { daemonSet, ruleCases } from '../../testing.ts';
import { agentsEverywhere } from './agents-everywhere.ts';

const facts: Facts = {
  nodes: [
    { name: 'cp', role: 'control-plane', schedulable: false },
    { name: 'worker1', role: 'worker', schedulable: true },
  ],
};
const falco = (pod: object = {}) => daemonSet({ name: 'falco', pod: { ...pod } });

ruleCases(agentsEverywhere, {
  accepts: {
    'a toleration for the control plane': {
      given: [falco({ tolerations: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule', operator: 'Exists' }] })],
      facts,
    },
    'a toleration for everything': { given: [falco({ tolerations: [{ operator: 'Exists' }] })], facts },
    'nodes that it chooses': { given: [falco({ nodeSelector: { role: 'build' } })], facts },
    'a program that is no agent': { given: [daemonSet({ name: 'cache' })], facts },
    'no word about nodes': [falco()],
  },
  refuses: {
    'an agent that leaves out the control plane': {
      given: [falco()],
      facts,
      says: 'it does not run on cp, as it does not tolerate node-role.kubernetes.io/control-plane:NoSchedule',
    },
  },
});
