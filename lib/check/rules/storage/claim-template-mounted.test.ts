import { ruleCases, statefulSet } from '../../testing.ts';
import { claimTemplateMounted } from './claim-template-mounted.ts';

const queue = (mounted: string) =>
  statefulSet({
    container: { volumeMounts: [{ name: mounted, mountPath: '/data' }] },
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] },
  });

ruleCases(claimTemplateMounted, {
  accepts: {
    'a mounted claim': [queue('data')],
    'no claims': [statefulSet()],
    'a raw device': [
      statefulSet({
        container: { volumeDevices: [{ name: 'data', devicePath: '/dev/x' }] },
        spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
      }),
    ],
  },
  refuses: {
    'a mount of another name': {
      given: [queue('datas')],
      says: 'no container mounts the claimed volume "data"',
      fix: 'Mount it: is "datas" meant?',
    },
    'no mount at all': {
      given: [statefulSet({ spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } })],
      says: 'no container mounts the claimed volume "data"',
    },
  },
});
