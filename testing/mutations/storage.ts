import { both, drop, edit, mutationsOf, set } from './mutation.ts';

const POD = 'spec.template.spec';
const JOB = 'spec.jobTemplate.spec.template.spec';

/** What outlives a pod, and backups. */
export const storage = [
  ...mutationsOf('today', {
    'Deployment/mysql': {
      'its data on no volume': [drop(`${POD}.containers[0].volumeMounts`), 'database-persistent'],
      'its data in a folder of the pod': [
        set(`${POD}.volumes[0]`, { name: 'data', emptyDir: {} }),
        'database-persistent',
        'pod-references-exist',
      ],
      'its data on the disk of one node': [
        set(`${POD}.volumes[0]`, { name: 'data', hostPath: { path: '/var/mysql' } }),
        'no-node-storage',
        'pod-references-exist',
      ],
      'its volume mounted beside its data': [
        set(`${POD}.containers[0].volumeMounts[0].mountPath`, '/var/lib/mysql-data'),
        'database-persistent',
      ],
    },
    'PersistentVolumeClaim/mysql-pvc': {
      'an access mode that does not exist': [set('spec.accessModes', ['ReadWriteAlways']), 'schema-valid'],
      'a size in milli': [set('spec.resources.requests.storage', '10m'), 'volumes-fit-disks', 'schema-valid'],
      'more than the disks have': [set('spec.resources.requests.storage', '10Ti'), 'volumes-fit-disks', 'volume-copies-fit'],
    },
    'CronJob/mysql-backup': {
      'a pipe that cannot fail': [
        both(set(`${JOB}.initContainers[0].command[1]`, '-eu'), drop(`${JOB}.initContainers[0].command[2]`)),
        'shell-pipe-fails',
      ],
      'a dump that never fails': [
        edit(`${JOB}.initContainers[0].command[4]`, '> "$file.part"\n', '> "$file.part" || true\n'),
        'shell-failure-counts',
      ],
      'the two containers share nothing': [set(`${JOB}.containers[0].volumeMounts`, []), 'mounted-file-exists', 'volume-used'],
    },
    'Application/loki': {
      'a class that nobody offers': [
        set('spec.source.helm.valuesObject.singleBinary.persistence', { enabled: true, size: '10Gi', storageClass: 'longhron' }),
        'storage-class-exists',
      ],
    },
  }),
  ...mutationsOf('shop', {
    'StatefulSet/postgresql': {
      'its data in a folder of the pod': [drop('spec.volumeClaimTemplates'), 'database-persistent', 'pod-references-exist'],
      'a class that nobody offers': [set('spec.volumeClaimTemplates[0].spec.storageClassName', 'local-paths'), 'storage-class-exists'],
    },
  }),
];
