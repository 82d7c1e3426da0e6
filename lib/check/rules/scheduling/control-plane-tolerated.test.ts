import { deployment, kube, ruleCases } from '../../testing.ts';
import { controlPlaneTolerated } from './control-plane-tolerated.ts';

const tolerate = (...keys: readonly string[]) =>
  keys.map((key) => (key === '' ? { operator: 'Exists' } : { key, operator: 'Exists', effect: 'NoSchedule' }));
const pods = (...keys: readonly string[]) => deployment({ pod: { tolerations: tolerate(...keys) } });
const chart = (...keys: readonly string[]) =>
  kube('slipway.dev/v1/HelmValues', { name: 'promtail' }, { chart: 'promtail', values: { tolerations: tolerate(...keys) } });
const [OLD, NOW] = ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane'];

ruleCases(controlPlaneTolerated, {
  accepts: {
    'the name of today': [pods(NOW), chart(NOW)],
    'both names, for clusters old and new': [pods(OLD, NOW)],
    'every taint': [pods(OLD, ''), chart('')],
    'taints of one own': [pods('dedicated')],
  },
  refuses: {
    'the name of before': {
      given: [pods(OLD), chart(OLD)],
      says: [
        `it tolerates ${OLD}, a taint that nodes no longer have, and not ${NOW}`,
        `it tolerates ${OLD}, a taint that nodes no longer have, and not ${NOW}`,
      ],
      fix: `Write key: ${NOW}.`,
    },
  },
});
