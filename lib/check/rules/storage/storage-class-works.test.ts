import { kube, ruleCases } from '../../testing.ts';
import { storageClassWorks } from './storage-class-works.ts';

const of = (provisioner: string, rest: object = {}, name = 'fast') =>
  kube('storage.k8s.io/v1/StorageClass', { name }, { provisioner, ...rest });
const late = { volumeBindingMode: 'WaitForFirstConsumer' };
const local = 'rancher.io/local-path';

ruleCases(storageClassWorks, {
  accepts: {
    'a local disk that waits for the pod': [of(local, late)],
    'a network disk that does not': [of('driver.longhorn.io', { allowVolumeExpansion: true, volumeBindingMode: 'Immediate' })],
    'a name and a policy that agree': [of(local, { ...late, reclaimPolicy: 'Retain' }, 'local-path-retain')],
    'a name that promises nothing': [of(local, { ...late, reclaimPolicy: 'Delete' }, 'retainer')],
  },
  refuses: {
    'a local disk that is bound at once': {
      given: [of(local, { volumeBindingMode: 'Immediate' })],
      says: 'rancher.io/local-path makes volumes on the node of the pod, and volumeBindingMode is Immediate',
    },
    'one that is by default': {
      given: [of('kubernetes.io/no-provisioner')],
      says: 'kubernetes.io/no-provisioner makes volumes on the node of the pod, and volumeBindingMode is Immediate (the default)',
    },
    'growth that the driver cannot give': {
      given: [of(local, { ...late, allowVolumeExpansion: true })],
      says: 'rancher.io/local-path cannot enlarge a volume',
    },
    'a name that promises to keep': {
      given: [of('driver.longhorn.io', {}, 'longhorn-retain')],
      says: 'the class is called longhorn-retain, and its reclaimPolicy is Delete (the default)',
    },
    'a name that promises to forget': {
      given: [of('driver.longhorn.io', { reclaimPolicy: 'Retain' }, 'scratch')],
      says: 'the class is called scratch, and its reclaimPolicy is Retain',
    },
  },
});
