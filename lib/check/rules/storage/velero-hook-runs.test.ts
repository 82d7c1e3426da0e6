import { deployment, ruleCases, statefulSet } from '../../testing.ts';
import { veleroHookRuns } from './velero-hook-runs.ts';

const annotated = (podAnnotations: Readonly<Record<string, string>>, pod: object = {}) => deployment({ podAnnotations, pod: { ...pod } });

ruleCases(veleroHookRuns, {
  accepts: {
    'no annotations': [deployment()],
    'a container that is there': [
      annotated({ 'pre.hook.backup.velero.io/container': 'app', 'pre.hook.backup.velero.io/command': '["sync"]' }),
    ],
    'volumes that are there': [
      annotated({ 'backup.velero.io/backup-volumes': 'data,cache' }, { volumes: [{ name: 'data' }, { name: 'cache' }] }),
      statefulSet({
        podAnnotations: { 'backup.velero.io/backup-volumes': 'data' },
        spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
      }),
    ],
    'a name that is filled in': [annotated({ 'pre.hook.backup.velero.io/container': '${NAME}' })],
  },
  refuses: {
    'a container of before': {
      given: [annotated({ 'pre.hook.backup.velero.io/container': 'apps' })],
      says: 'the pods have no container "apps" for the hook of Velero: there is app',
      fix: 'Did you mean "app"?',
    },
    'a volume of before': {
      given: [annotated({ 'backup.velero.io/backup-volumes': 'data' }, { volumes: [{ name: 'storage' }] })],
      says: 'the pods have no volume "data", which Velero is to copy',
    },
    'a command with blanks': {
      given: [annotated({ 'pre.hook.backup.velero.io/command': 'pg_dump -U app > /data/dump.sql' })],
      says: 'the command has several words, and is no list in JSON: Velero takes it for the name of one program',
    },
    'a time without its unit, a word that is none': {
      given: [annotated({ 'pre.hook.backup.velero.io/timeout': '180', 'pre.hook.backup.velero.io/on-error': 'fail' })],
      says: ['on-error is fail, and may be Fail or Continue', '"180" is no duration that Velero reads'],
    },
    'an annotation on the Deployment': {
      given: [deployment({ annotations: { 'backup.velero.io/backup-volumes': 'data' } })],
      says: 'backup.velero.io/backup-volumes stands on the Deployment, and Velero reads it on pods',
    },
  },
});
