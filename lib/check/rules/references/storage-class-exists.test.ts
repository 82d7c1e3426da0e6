import { kube, ruleCases, statefulSet } from '../../testing.ts';
import { storageClassExists } from './storage-class-exists.ts';

const longhorn = kube('storage.k8s.io/v1/StorageClass', { name: 'longhorn' });
const claim = (storageClassName?: string) =>
  kube('v1/PersistentVolumeClaim', {}, { spec: { ...(storageClassName === undefined ? {} : { storageClassName }) } });

const chart = (persistence: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {},
    { spec: { source: { chart: 'loki', helm: { valuesObject: { persistence } } }, destination: { namespace: 'loki' } } },
  );

const brings = (name: string) =>
  kube('argoproj.io/v1alpha1/Application', { name }, { spec: { source: { chart: name }, destination: { namespace: name } } });

ruleCases(storageClassExists, {
  accepts: {
    'a class that a chart of the tree makes': [brings('local-path-provisioner'), brings('longhorn'), claim('longhorn')],
    'a chart whose classes may have any name': [longhorn, brings('openebs'), claim('openebs-zfs')],
    'a class of a chart': { given: [claim('longhorn')], provided: [longhorn] },
    'the default class': [longhorn, claim()],
    'no class at all, for a volume made by hand': [longhorn, claim('')],
    'a class that clouds bring': [longhorn, claim('gp3')],
    'values of a chart without a class': [longhorn, chart({ storageClass: '-' }), chart({ storageClass: 'longhorn' })],
    'the usual class of a storage that nothing here installs': [
      kube('storage.k8s.io/v1/StorageClass', { name: 'bulk' }, { provisioner: 'rancher.io/local-path' }),
      claim('longhorn'),
    ],
    'a cluster whose classes are not known': [claim('gp3')],
  },
  refuses: {
    'a slip in the class of a chart': {
      given: [brings('longhorn'), claim('longhorm')],
      says: 'there is no StorageClass longhorm; known: longhorn, longhorn-static',
      fix: 'Did you mean "longhorn"?',
    },
    'a slip': {
      given: [longhorn, claim('longhron')],
      says: 'there is no StorageClass longhron; known: longhorn',
      fix: 'Did you mean "longhorn"?',
    },
    'values of a chart': {
      given: [longhorn, chart({ storageClass: 'longhron' })],
      says: 'there is no StorageClass longhron; known: longhorn',
    },
    'the usual class of a storage beside another one': {
      given: [brings('longhorn'), claim('nfs-client')],
      says: 'there is no StorageClass nfs-client; known: longhorn, longhorn-static',
    },
    'the usual class of a storage beside the class of another': {
      given: [longhorn, claim('nfs-client')],
      says: 'there is no StorageClass nfs-client; known: longhorn',
    },
    'a StatefulSet': {
      given: [longhorn, statefulSet({ spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }] } })],
      says: 'there is no StorageClass fast; known: longhorn',
    },
  },
});
