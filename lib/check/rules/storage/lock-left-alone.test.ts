import { kube, deployment, ruleCases } from '../../testing.ts';
import { lockLeftAlone } from './lock-left-alone.ts';

const cleaned = (script: string, spec: object = {}, volume: object = { persistentVolumeClaim: { claimName: 'metrics' } }) =>
  deployment({
    container: { image: 'prom/prometheus:v2.54.1', volumeMounts: [{ name: 'data', mountPath: '/prometheus' }] },
    pod: {
      initContainers: [
        { name: 'clean', image: 'busybox:1.36', command: ['sh', '-c', script], volumeMounts: [{ name: 'data', mountPath: '/prometheus' }] },
      ],
      volumes: [{ name: 'data', ...volume }],
    },
    spec: { ...spec },
  });
const claim = kube('v1/PersistentVolumeClaim', { name: 'metrics' }, { spec: { accessModes: ['ReadWriteOnce'] } });
const removal = 'rm -f /prometheus/lock || true';

ruleCases(lockLeftAlone, {
  accepts: {
    'a step that gives the files to the program': [claim, cleaned('chown -R 65534:65534 /prometheus')],
    'files that are no lock': [claim, cleaned('rm -rf /prometheus/chunks_head.tmp /prometheus/cache')],
    'a lock elsewhere': [claim, cleaned('rm -f /tmp/server.lock && mkdir -p /prometheus/wal')],
    'a volume that goes with the pod': [cleaned(removal, {}, { emptyDir: {} })],
  },
  refuses: {
    'a lock that is removed while two pods meet': {
      given: [claim, cleaned(removal)],
      says: 'container "clean" removes /prometheus/lock before the program starts, while an update runs two pods on the volume',
      fix: 'Remove the step, and set strategy.type: Recreate.',
    },
    'a lock that is removed for nothing': {
      given: [claim, cleaned('test -e /prometheus/lock && rm "/prometheus/lock"', { strategy: { type: 'Recreate' } })],
      says: 'container "clean" removes /prometheus/lock before the program starts',
    },
  },
});
