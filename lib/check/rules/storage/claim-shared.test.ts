import type { Fields } from '../../read.ts';
import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { claimShared } from './claim-shared.ts';

const claim = (...accessModes: readonly string[]) =>
  kube('v1/PersistentVolumeClaim', { namespace: 'shop', name: 'data' }, { spec: { accessModes } });
const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
const near = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }] } } };
const server = deployment({ namespace: 'shop', name: 'user', pod: { volumes } });
const backup = (pod: Fields = {}) => cronJob({ namespace: 'shop', name: 'backup', pod: { volumes, ...pod } });

ruleCases(claimShared, {
  accepts: {
    'one workload': [claim('ReadWriteOnce'), server],
    'a volume for many': [claim('ReadWriteMany'), server, backup()],
    'a job that stays with the pods': [claim('ReadWriteOnce'), server, backup(near)],
    'the same name in another namespace': [claim('ReadWriteOnce'), server, cronJob({ namespace: 'other', pod: { volumes } })],
    'a claim that is made elsewhere': [server, backup()],
    'a volume that lies on a node, where all of its pods go': [
      kube('storage.k8s.io/v1/StorageClass', { name: 'bulk' }, { provisioner: 'rancher.io/local-path' }),
      kube(
        'v1/PersistentVolumeClaim',
        { namespace: 'shop', name: 'data' },
        { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'bulk' } },
      ),
      server,
      backup(),
    ],
  },
  refuses: {
    'a backup job on the files of a running server': {
      given: [claim('ReadWriteOnce'), server, backup()],
      says: 'the claim data is ReadWriteOnce, and Deployment user mounts it too',
    },
    'two servers': {
      given: [claim('ReadWriteOncePod'), server, deployment({ namespace: 'shop', name: 'admin', pod: { volumes } })],
      says: 'the claim data is ReadWriteOnce, and Deployment admin mounts it too',
    },
  },
});
