import { Quantity } from '../values/quantity.ts';
import { Testing } from './testing.ts';
import { VolumeClaim } from './volume-claim.ts';

test('the example of its page stands: a volume for one pod at a time, which outlives pods and Application', () => {
  const chart = Testing.chart();

  const dumps = new VolumeClaim(chart, 'Dumps', {
    name: 'database-backup',
    namespace: 'shop',
    size: Quantity.parse('10Gi'),
    storageClass: 'local-path',
  });

  expect(dumps.volume).toEqual({ kind: 'claim', name: 'data', claim: 'database-backup' });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'database-backup',
        namespace: 'shop',
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
      },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local-path', resources: { requests: { storage: '10Gi' } } },
    },
  ]);
});
