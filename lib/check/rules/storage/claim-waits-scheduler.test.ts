import { deployment, kube, ruleCases } from '../../testing.ts';
import { claimWaitsScheduler } from './claim-waits-scheduler.ts';

const namespace = 'shop';
const claim = (spec: object) => kube('v1/PersistentVolumeClaim', { name: 'data', namespace }, { spec });
const klass = (name: string, volumeBindingMode?: string) =>
  kube(
    'storage.k8s.io/v1/StorageClass',
    { name },
    { provisioner: 'driver.example.com', ...(volumeBindingMode === undefined ? {} : { volumeBindingMode }) },
  );
const web = (pod: object) =>
  deployment({ namespace, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }], ...pod } });
const WAITING = claim({ storageClassName: 'fast' });
const CLASS = klass('fast', 'WaitForFirstConsumer');
const says = 'nodeName puts it on w1, and the class of claim data waits for the scheduler (WaitForFirstConsumer)';

ruleCases(claimWaitsScheduler, {
  accepts: {
    'a label of the node': [WAITING, CLASS, web({ nodeSelector: { 'kubernetes.io/hostname': 'w1' } })],
    'a class that does not wait': [WAITING, klass('fast'), web({ nodeName: 'w1' })],
    'a class that nobody knows': [WAITING, web({ nodeName: 'w1' })],
    'a volume by its name': [claim({ storageClassName: 'fast', volumeName: 'disk' }), CLASS, web({ nodeName: 'w1' })],
    'no claim': [deployment({ namespace, pod: { nodeName: 'w1' } })],
  },
  refuses: {
    'a class that waits': { given: [WAITING, CLASS, web({ nodeName: 'w1' })], says },
    'the class of local disks by its name': { given: [claim({ storageClassName: 'local-path' }), web({ nodeName: 'w1' })], says },
    'the default class': {
      given: [
        claim({}),
        kube(
          'storage.k8s.io/v1/StorageClass',
          { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
          { provisioner: 'driver.example.com', volumeBindingMode: 'WaitForFirstConsumer' },
        ),
        web({ nodeName: 'w1' }),
      ],
      says,
    },
  },
});
