import { Quantity } from '../../../values/quantity.ts';
import type { Facts } from '../../facts.ts';
import { kube, ruleCases } from '../../testing.ts';
import { volumesFitDisks } from './volumes-fit-disks.ts';

const worker = (name: string) => ({ name, role: 'worker', schedulable: true, disk: Quantity.parse('100Gi') }) as const;
const facts: Facts = { nodes: [worker('worker1'), worker('worker2')] };
const longhorn = (parameters: object = {}) =>
  kube('storage.k8s.io/v1/StorageClass', { name: 'longhorn' }, { provisioner: 'driver.longhorn.io', parameters });
const claim = (name: string, storage: string, storageClassName = 'longhorn') =>
  kube('v1/PersistentVolumeClaim', { name, namespace: 'shop' }, { spec: { storageClassName, resources: { requests: { storage } } } });

ruleCases(volumesFitDisks, {
  accepts: {
    'room for all copies': { given: [longhorn({ numberOfReplicas: '2' }), claim('a', '50Gi'), claim('b', '40Gi')], facts },
    'a class that keeps nothing on the nodes': {
      given: [kube('storage.k8s.io/v1/StorageClass', { name: 'cloud' }, { provisioner: 'ebs.csi.aws.com' }), claim('a', '900Gi', 'cloud')],
      facts,
    },
    'no word about disks': {
      given: [longhorn(), claim('a', '900Gi')],
      facts: { nodes: [{ name: 'a', role: 'worker', schedulable: true }] },
    },
  },
  refuses: {
    'more than the disks have, with the usual three copies': {
      given: [longhorn(), claim('a', '20Gi'), claim('b', '50Gi')],
      facts,
      says: 'the 2 claims of class longhorn take 210Gi with 3 copies each, and the disks of all nodes have 200Gi; this is the largest',
    },
  },
});
