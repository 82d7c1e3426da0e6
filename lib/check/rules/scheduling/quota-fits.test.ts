import type { Fields } from '../../read.ts';
import { deployment, kube, meshed, rollout, ruleCases, statefulSet } from '../../testing.ts';
import { quotaFits } from './quota-fits.ts';

const quota = (hard: object, spec: Fields = {}) => kube('v1/ResourceQuota', { namespace: 'shop' }, { spec: { hard, ...spec } });
const resources = { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } };
const web = (spec: Fields = { replicas: 2 }) => deployment({ namespace: 'shop', container: { resources }, spec });
const claim = (storage: string) =>
  kube(
    'v1/PersistentVolumeClaim',
    { name: 'data', namespace: 'shop' },
    { spec: { storageClassName: 'fast', resources: { requests: { storage } } } },
  );
const canary = { canary: { dynamicStableScale: true, trafficRouting: { istio: {} } } };

ruleCases(quotaFits, {
  accepts: {
    'room for the claims': [
      claim('10Gi'),
      quota({ 'requests.storage': '10Gi', 'slow.storageclass.storage.k8s.io/requests.storage': '1Gi' }),
    ],
    'room for all and one more': [web(), quota({ 'requests.cpu': '1500m', 'limits.memory': '3Gi', pods: '3' })],
    'no surge where pods go first': [web({ replicas: 2, strategy: { type: 'Recreate' } }), quota({ 'requests.cpu': '1' })],
    'another namespace': [deployment({ namespace: 'other', container: { resources }, spec: { replicas: 9 } }), quota({ pods: '1' })],
    'a quota for some pods only': [web(), quota({ pods: '1' }, { scopes: ['Terminating'] })],
    'a quantity that is none, which another rule tells': [web(), quota({ pods: 'many' })],
  },
  refuses: {
    'more claims than there is room for': {
      given: [claim('10Gi'), quota({ 'requests.storage': '5Gi' })],
      says: 'the claims of the namespace ask for 10Gi (requests.storage); the quota allows 5Gi',
    },
    'claims of a set, by their class': {
      given: [
        statefulSet({
          namespace: 'shop',
          spec: {
            replicas: 3,
            volumeClaimTemplates: [
              { metadata: { name: 'data' }, spec: { storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } } },
            ],
          },
        }),
        quota({ 'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '2' }),
      ],
      says: 'the claims of the namespace ask for 3 (fast.storageclass.storage.k8s.io/persistentvolumeclaims); the quota allows 2',
    },
    'no room for the pods': {
      given: [web({ replicas: 4, strategy: { type: 'Recreate' } }), quota({ 'requests.cpu': '1500m' })],
      says: '1 workload need requests.cpu 2 at rest; the quota allows 1500m',
    },
    'no room for the canary and the sidecars': {
      given: [
        meshed('shop'),
        rollout({ namespace: 'shop', container: { resources }, spec: { replicas: 2, strategy: canary } }),
        quota({ 'limits.cpu': '8', 'limits.memory': '8Gi' }),
      ],
      says: '1 workload (1 with a sidecar) need limits.cpu 6 at rest and 9 while Rollout web is updated; the quota allows 8',
      fix: 'Raise it to at least 9, or lower what the pods and their sidecars state.',
    },
    'too many pods': {
      given: [web(), quota({ pods: 2 })],
      says: '1 workload need pods 2 at rest and 3 while Deployment web is updated; the quota allows 2',
    },
  },
});
