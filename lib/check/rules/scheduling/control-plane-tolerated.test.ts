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
    'two entries, one of them for the taint': [
      deployment({ pod: { tolerations: [{ key: NOW, operator: 'Exists', effect: 'NoExecute' }, ...tolerate(NOW)] } }),
    ],
    'any effect': [deployment({ pod: { tolerations: [{ key: NOW, operator: 'Exists' }] } })],
    'taints of one own': [pods('dedicated')],
  },
  refuses: {
    'a value that the taint does not have': {
      given: [deployment({ pod: { tolerations: [{ key: NOW, operator: 'Equal', value: 'true', effect: 'NoSchedule' }] } })],
      says: `it tolerates ${NOW}=true:NoSchedule, and the taint of kubeadm is ${NOW}:NoSchedule`,
    },
    'another effect': {
      given: [deployment({ pod: { tolerations: [{ key: NOW, operator: 'Exists', effect: 'NoExecute' }] } })],
      says: `it tolerates ${NOW}:NoExecute, and the taint of kubeadm is ${NOW}:NoSchedule`,
    },
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
