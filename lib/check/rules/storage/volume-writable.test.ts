import { deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { volumeWritable } from './volume-writable.ts';

const namespace = 'monitoring';
const claim = (storageClassName: string) =>
  kube('v1/PersistentVolumeClaim', { namespace, name: 'data' }, { spec: { accessModes: ['ReadWriteOnce'], storageClassName } });
const pod = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const mounted = { volumeMounts: [{ name: 'data', mountPath: '/var/lib/grafana' }] };
const grafana = (more: object = {}, container: object = {}) =>
  deployment({
    namespace,
    name: 'grafana',
    pod: { ...pod, ...more },
    container: { image: 'grafana/grafana:10.4.0', ...mounted, ...container },
  });

ruleCases(volumeWritable, {
  accepts: {
    'a group for the volume': [claim('longhorn'), grafana({ securityContext: { fsGroup: 472 } })],
    'a program that is root': [claim('longhorn'), grafana({}, { securityContext: { runAsUser: 0 } })],
    'an image of which nothing is known': [claim('longhorn'), grafana({}, { image: 'ghcr.io/acme/web:1' })],
    'an init container that hands it over': [
      claim('longhorn'),
      grafana({ initContainers: [{ name: 'own', image: 'busybox:1.36', command: ['chown', '-R', '472', '/var/lib/grafana'] }] }),
    ],
    'a folder of the node': [claim('local-path'), grafana()],
    'a claim of which nothing is known': [grafana()],
    'a volume that is only read': [claim('longhorn'), grafana({}, { volumeMounts: [{ name: 'data', mountPath: '/x', readOnly: true }] })],
  },
  refuses: {
    'an image that is not root': {
      given: [claim('longhorn'), grafana()],
      says: 'container "app" runs as user 472, and /var/lib/grafana is a new file system that belongs to root',
      fix: 'Set securityContext.fsGroup: 472 on the pod.',
    },
    'a user that is stated, on a template of a class of the tree': {
      given: [
        kube('storage.k8s.io/v1/StorageClass', { name: 'fast' }, { provisioner: 'ebs.csi.aws.com' }),
        statefulSet({
          namespace,
          pod: { securityContext: { runAsUser: 1000 } },
          container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          spec: {
            volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'] } }],
          },
        }),
      ],
      says: 'container "app" runs as user 1000, and /data is a new file system that belongs to root',
    },
  },
});
