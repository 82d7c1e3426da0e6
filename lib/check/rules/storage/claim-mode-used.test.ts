import { deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { claimModeUsed } from './claim-mode-used.ts';

const namespace = 'shop';
const claim = (volumeMode?: string) =>
  kube('v1/PersistentVolumeClaim', { name: 'data', namespace }, { spec: volumeMode === undefined ? {} : { volumeMode } });
const web = (container: object) =>
  deployment({
    namespace,
    container: { name: 'web', ...container },
    pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
  });
const mounted = web({ volumeMounts: [{ name: 'data', mountPath: '/data' }] });
const device = web({ volumeDevices: [{ name: 'data', devicePath: '/dev/xvda' }] });

ruleCases(claimModeUsed, {
  accepts: {
    'files that are mounted': [claim(), mounted],
    'a device': [claim('Block'), device],
    'a claim that is made elsewhere': [mounted, device],
  },
  refuses: {
    'a device that is mounted': {
      given: [claim('Block'), mounted],
      says: 'volume "data" has volumeMode Block, and container "web" names it in volumeMounts',
    },
    'files as a device': {
      given: [claim('Filesystem'), device],
      says: 'volume "data" has volumeMode Filesystem, and container "web" names it in volumeDevices',
    },
    'a claim of a StatefulSet': {
      given: [
        statefulSet({
          spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { volumeMode: 'Block' } }] },
          container: { name: 'db', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
        }),
      ],
      says: 'volume "data" has volumeMode Block, and container "db" names it in volumeMounts',
    },
  },
});
