import { daemonSet, deployment, kube, ruleCases } from '../../testing.ts';
import { noNodeStorage } from './no-node-storage.ts';

const hostPath = { volumes: [{ name: 'data', hostPath: { path: '/mnt/data' } }] };

ruleCases(noNodeStorage, {
  accepts: {
    'a claim': [deployment({ pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } })],
    'an agent that reads its node': [daemonSet({ pod: hostPath })],
    'a socket, a device and a program of the node': [
      deployment({
        pod: {
          volumes: ['/run/containerd/containerd.sock', '/dev/dri', '/usr/local/bin/k3s', '/etc/localtime'].map((path, index) => ({
            name: `v${index}`,
            hostPath: { path },
          })),
        },
      }),
    ],
    'a volume of a driver': [kube('v1/PersistentVolume', {}, { spec: { csi: { driver: 'driver.longhorn.io' } } })],
  },
  refuses: {
    'a folder of the node': {
      given: [deployment({ pod: hostPath })],
      says: 'volume "data" is the folder /mnt/data of whatever node the pod runs on',
    },
    'a share that is mounted on every node, as a remark': {
      given: [deployment({ pod: { volumes: [{ name: 'nas', hostPath: { path: '/mnt/nas/backups', type: 'Directory' } }] } })],
      says: 'volume "nas" is the folder /mnt/nas/backups of whatever node the pod runs on',
    },
    'an NFS volume': {
      given: [daemonSet({ pod: { volumes: [{ name: 'data', nfs: { server: '10.0.0.2', path: '/' } }] } })],
      says: 'volume "data" is on the NFS server 10.0.0.2',
    },
    'a PersistentVolume that is a folder': {
      given: [kube('v1/PersistentVolume', { name: 'mysql' }, { spec: { hostPath: { path: '/data' } } })],
      says: 'volume "mysql" is the folder /data of whatever node the pod runs on',
    },
  },
});
