import { kube, ruleCases, statefulSet } from '../../testing.ts';
import { storageClassExists } from './storage-class-exists.ts';

const longhorn = kube('storage.k8s.io/v1/StorageClass', { name: 'longhorn' });
const claim = (storageClassName?: string) =>
  kube('v1/PersistentVolumeClaim', {}, { spec: { ...(storageClassName === undefined ? {} : { storageClassName }) } });

ruleCases(storageClassExists, {
  accepts: {
    'a class of a chart': { given: [claim('longhorn')], provided: [longhorn] },
    'the default class': [longhorn, claim()],
    'no class at all, for a volume made by hand': [longhorn, claim('')],
    'a cluster whose classes are not known': [claim('gp3')],
  },
  refuses: {
    'a slip': {
      given: [longhorn, claim('longhron')],
      says: 'there is no StorageClass longhron; known: longhorn',
      fix: 'Did you mean "longhorn"?',
    },
    'a StatefulSet': {
      given: [longhorn, statefulSet({ spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }] } })],
      says: 'there is no StorageClass fast; known: longhorn',
    },
  },
});
