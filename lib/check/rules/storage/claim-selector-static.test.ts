import { kube, ruleCases } from '../../testing.ts';
import { claimSelectorStatic } from './claim-selector-static.ts';

const claim = (storageClassName: string, more: object = {}) =>
  kube(
    'v1/PersistentVolumeClaim',
    { name: 'data', namespace: 'shop' },
    { spec: { storageClassName, selector: { matchLabels: { disk: 'old' } }, ...more } },
  );
const klass = (provisioner: string) => kube('storage.k8s.io/v1/StorageClass', { name: 'fast' }, { provisioner });
const volume = (labels: Readonly<Record<string, string>>) =>
  kube('v1/PersistentVolume', { name: 'old', labels }, { spec: { storageClassName: 'fast', nfs: { server: 'nas', path: '/' } } });

ruleCases(claimSelectorStatic, {
  accepts: {
    'volumes that are made by hand': [claim(''), klass('driver.longhorn.io')],
    'a class that makes none': [claim('fast'), klass('kubernetes.io/no-provisioner')],
    'a volume with that label': [claim('fast'), klass('driver.longhorn.io'), volume({ disk: 'old' })],
    'a volume by its name': [claim('fast', { volumeName: 'old' }), klass('driver.longhorn.io')],
    'a class that nobody knows': [claim('fast')],
  },
  refuses: {
    'a class that makes volumes': {
      given: [claim('fast'), klass('driver.longhorn.io'), volume({ disk: 'new' })],
      says: 'the claim has a selector, and class fast (driver.longhorn.io) makes volumes, which have no labels to choose by',
    },
  },
});
