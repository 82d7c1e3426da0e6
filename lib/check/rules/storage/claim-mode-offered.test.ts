import { kube, ruleCases, statefulSet } from '../../testing.ts';
import { claimModeOffered } from './claim-mode-offered.ts';

const claim = (storageClassName: string | undefined, mode: string, rest: object = {}) =>
  kube(
    'v1/PersistentVolumeClaim',
    {},
    { spec: { accessModes: [mode], ...(storageClassName === undefined ? {} : { storageClassName }), ...rest } },
  );
const storageClass = (name: string, provisioner: string, annotations: Readonly<Record<string, string>> = {}) =>
  kube('storage.k8s.io/v1/StorageClass', { name, annotations }, { provisioner });
const byDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };

ruleCases(claimModeOffered, {
  accepts: {
    'a class that shares files': [storageClass('longhorn', 'driver.longhorn.io'), claim('longhorn', 'ReadWriteMany')],
    'one node at a time': [storageClass('local-path', 'rancher.io/local-path'), claim('local-path', 'ReadWriteOnce')],
    'a class that nobody knows': [claim('fast', 'ReadWriteMany')],
    'a volume that was made by hand': [claim('local-path', 'ReadWriteMany', { volumeName: 'shared' })],
    'a raw device': [claim('gp3', 'ReadWriteMany', { volumeMode: 'Block' })],
    'a class with a usual name and an unusual provisioner': [
      storageClass('standard', 'nfs.csi.k8s.io'),
      claim('standard', 'ReadWriteMany'),
    ],
  },
  refuses: {
    'a class of the tree': {
      given: [storageClass('disks', 'rancher.io/local-path'), claim('disks', 'ReadWriteMany')],
      says: 'storage class disks (rancher.io/local-path) gives volumes for one node, not ReadWriteMany',
    },
    'the default class': {
      given: [storageClass('disks', 'ebs.csi.aws.com', byDefault), claim(undefined, 'ReadWriteMany')],
      says: 'storage class disks (ebs.csi.aws.com) gives volumes for one node, not ReadWriteMany',
    },
    'a class of Longhorn that stays on one node': {
      given: [
        kube(
          'storage.k8s.io/v1/StorageClass',
          { name: 'local' },
          { provisioner: 'driver.longhorn.io', parameters: { dataLocality: 'strict-local' } },
        ),
        claim('local', 'ReadWriteMany'),
      ],
      says: 'storage class local keeps each volume on one node (dataLocality: strict-local), and ReadWriteMany is asked for',
    },
    'a class that is known by its name, in a StatefulSet': {
      given: [
        statefulSet({ spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'local-path', accessModes: ['ReadWriteMany'] } }] } }),
      ],
      says: 'storage class local-path gives volumes for one node, not ReadWriteMany',
    },
  },
});
