import type { Facts } from '../../facts.ts';
import { kube, ruleCases } from '../../testing.ts';
import { volumeCopiesFit } from './volume-copies-fit.ts';

const facts: Facts = {
  nodes: [
    { name: 'cp', role: 'control-plane', schedulable: false },
    { name: 'worker1', role: 'worker', schedulable: true },
    { name: 'worker2', role: 'worker', schedulable: true },
  ],
};
const storageClass = (numberOfReplicas: string, provisioner = 'driver.longhorn.io') =>
  kube('storage.k8s.io/v1/StorageClass', { name: 'longhorn' }, { provisioner, parameters: { numberOfReplicas } });
const longhorn = (defaultSettings: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {},
    { spec: { destination: {}, source: { chart: 'longhorn', helm: { valuesObject: { defaultSettings } } } } },
  );

ruleCases(volumeCopiesFit, {
  accepts: {
    'as many as workers': { given: [storageClass('2')], facts },
    'as many as nodes, all of which hold disks': {
      given: [storageClass('3'), longhorn({ taintToleration: 'x:NoSchedule', defaultReplicaCount: 3 })],
      facts,
    },
    'another storage': { given: [storageClass('3', 'example.com/disks')], facts },
    'no word about nodes': [storageClass('9')],
  },
  refuses: {
    'a copy more than workers': { given: [storageClass('3')], facts, says: '3 copies of each volume, and 2 nodes to hold them' },
    'the same in the values of the chart': {
      given: [longhorn({ defaultReplicaCount: 3 })],
      facts,
      says: '3 copies of each volume, and 2 nodes to hold them',
    },
  },
});
