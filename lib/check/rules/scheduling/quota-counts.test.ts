import { kube, ruleCases } from '../../testing.ts';
import { quotaCounts } from './quota-counts.ts';

const quota = (hard: object) => kube('v1/ResourceQuota', { name: 'quota', namespace: 'shop' }, { spec: { hard } });
const service = (name: string, type = 'ClusterIP') =>
  kube('v1/Service', { name, namespace: 'shop' }, { spec: { type, ports: [{ port: 80 }, { port: 443 }] } });

ruleCases(quotaCounts, {
  accepts: {
    'amounts of a cluster': [quota({ 'limits.cpu': '16', 'requests.memory': '32Gi', pods: '50', cpu: '16000m' })],
    'room for the objects': [
      service('a'),
      service('b', 'NodePort'),
      quota({ services: '2', 'services.nodeports': '2', 'count/secrets': '0' }),
    ],
    'resources of others': [
      quota({
        'requests.nvidia.com/gpu': '4',
        'fast.storageclass.storage.k8s.io/requests.storage': '10Gi',
        'count/widgets.example.com': '1',
      }),
    ],
    'objects of another namespace': [kube('v1/Service', { name: 'a', namespace: 'other' }, { spec: {} }), quota({ services: '0' })],
  },
  refuses: {
    'a name that is none': {
      given: [quota({ 'limit.cpu': '16' })],
      says: 'a quota counts no "limit.cpu"',
      fix: 'Did you mean "limits.cpu"?',
    },
    'a kind in the singular, and one without its group': {
      given: [quota({ 'count/deployment.apps': '4', 'count/cronjobs': '2' })],
      says: [
        'a quota counts no "count/cronjobs": resources are named in the plural, with their group',
        'a quota counts no "count/deployment.apps": resources are named in the plural, with their group',
      ],
    },
    'thousandths without their m': { given: [quota({ 'limits.cpu': '16000' })], says: 'limits.cpu 16000 is 16000 cores' },
    'fewer than there are': {
      given: [service('a'), service('b', 'NodePort'), quota({ services: '1', 'services.nodeports': '1' })],
      says: [
        'the tree has 2 (services) in this namespace; the quota allows 1',
        'the tree has 2 (services.nodeports) in this namespace; the quota allows 1',
      ],
    },
  },
});
