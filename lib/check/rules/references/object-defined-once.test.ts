import { inFile, kube, ruleCases, service } from '../../testing.ts';
import { objectDefinedOnce } from './object-defined-once.ts';

const job = (schedule: string) => kube('batch/v1/CronJob', { namespace: 'backup', name: 'dump' }, { spec: { schedule } });

ruleCases(objectDefinedOnce, {
  accepts: {
    'two objects': [inFile('a/a.yaml', service({ namespace: 'one' })), inFile('a/b.yaml', service({ namespace: 'two' }))],
    'another environment': [inFile('apps/dev/dump.yaml', job('1')), inFile('apps/prod/dump.yaml', job('2'))],
    'the same file of two clusters': [inFile('app1/dump.yaml', job('1')), inFile('app2/dump.yaml', job('2'))],
    'a base that several folders fill with a namespace': [inFile('a/svc.yaml', service({})), inFile('b/service.yaml', service({}))],
    'three cases, of which one is taken': [
      inFile('a/one.yaml', job('1')),
      inFile('a/two.yaml', job('2')),
      inFile('a/three.yaml', job('3')),
    ],
    'another group': [
      inFile('a.yaml', kube('networking.istio.io/v1/Gateway', { namespace: 'x' })),
      inFile('b.yaml', kube('gateway.networking.k8s.io/v1/Gateway', { namespace: 'x' })),
    ],
  },
  refuses: {
    'an old draft': {
      given: [inFile('configs/backup/cronjobs.yaml', job('1')), inFile('configs/backup-to-s3.yaml', job('2'))],
      says: 'CronJob dump is defined twice, with different content: also in configs/backup-to-s3.yaml',
    },
    'a copy in one file': {
      given: [inFile('a.yaml', job('1')), inFile('a.yaml', job('1'))],
      says: 'CronJob dump is defined twice: also in the same file',
    },
  },
});
