import { kube, ruleCases } from '../../testing.ts';
import { claimFitsVolume } from './claim-fits-volume.ts';

const claim = (spec: object = {}) =>
  kube(
    'v1/PersistentVolumeClaim',
    { namespace: 'shop', name: 'data' },
    {
      spec: {
        volumeName: 'nas',
        storageClassName: '',
        accessModes: ['ReadWriteMany'],
        resources: { requests: { storage: '10Gi' } },
        ...spec,
      },
    },
  );
const volume = (spec: object = {}) =>
  kube(
    'v1/PersistentVolume',
    { name: 'nas' },
    {
      spec: { capacity: { storage: '10Gi' }, accessModes: ['ReadWriteMany', 'ReadWriteOnce'], nfs: { server: 'nas', path: '/x' }, ...spec },
    },
  );

const byDefault = kube(
  'storage.k8s.io/v1/StorageClass',
  { name: 'longhorn', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  { provisioner: 'driver.longhorn.io' },
);
const classless = claim({ volumeName: undefined, storageClassName: undefined });

ruleCases(claimFitsVolume, {
  accepts: {
    'a claim that finds its volume, where no class is the default': [classless, volume()],
    'a claim that asks for volumes without a class': [byDefault, claim({ volumeName: undefined }), volume()],
    'a claim of another size': [
      byDefault,
      claim({ volumeName: undefined, storageClassName: undefined, resources: { requests: { storage: '1Gi' } } }),
      volume(),
    ],
    'a volume that another claim names': [
      byDefault,
      classless,
      kube('v1/PersistentVolumeClaim', { namespace: 'blog', name: 'x' }, { spec: claim()['spec'] }),
      volume(),
    ],
    'a claim that fits': [claim(), volume()],
    'one that asks for less': [claim({ resources: { requests: { storage: '5Gi' } }, accessModes: ['ReadWriteOnce'] }), volume()],
    'a class of the same name': [claim({ storageClassName: 'nfs' }), volume({ storageClassName: 'nfs' })],
    'a volume kept for this claim': [claim({ volumeName: undefined }), volume({ claimRef: { namespace: 'shop', name: 'data' } })],
    'a volume that is not in the tree': [claim()],
    'a claim of no volume': [claim({ volumeName: undefined, storageClassName: 'longhorn' }), volume()],
  },
  refuses: {
    'more than there is': { given: [claim(), volume({ capacity: { storage: '5Gi' } })], says: 'it asks for 10Gi, volume nas has 5Gi' },
    'a mode that is not offered': {
      given: [claim(), volume({ accessModes: ['ReadWriteOnce'] })],
      says: 'it asks for ReadWriteMany, volume nas offers ReadWriteOnce',
    },
    'another class': {
      given: [claim({ storageClassName: 'nfs' }), volume()],
      says: 'its class is "nfs", that of volume nas is ""',
      fix: 'Write storageClassName: "".',
    },
    'the default class': {
      given: [claim({ storageClassName: undefined }), volume({ storageClassName: 'manual' })],
      says: 'it names no class and gets the default one, volume nas has "manual"',
    },
    'a volume by hand, where a class is the default': {
      given: [byDefault, classless, volume()],
      says: 'it names no class and gets the default one, longhorn: volume nas, which has none, is passed by',
    },
    'a volume that is kept for it, where a class is the default': {
      given: [byDefault, classless, volume({ claimRef: { namespace: 'shop', name: 'data' } })],
      says: 'it names no class and gets the default one, volume nas has ""',
    },
    'a volume that is kept for another': {
      given: [claim(), volume({ claimRef: { namespace: 'blog', name: 'data' } })],
      says: 'volume nas is kept for claim blog/data',
    },
  },
});
