import type { Fields } from '../../read.ts';
import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { resourcesStated } from './resources-stated.ts';

const quota = (hard: object, spec: object = {}) =>
  kube('v1/ResourceQuota', { namespace: 'shop', name: 'shop-quota' }, { spec: { hard, ...spec } });
const limitRange = kube(
  'v1/LimitRange',
  { namespace: 'shop' },
  { spec: { limits: [{ type: 'Container', default: { cpu: '1', memory: '1Gi' } }] } },
);
const sized = { resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } } };
const web = (container: Fields = {}) => deployment({ namespace: 'shop', container });

ruleCases(resourcesStated, {
  accepts: {
    'requests and limits': [web(sized)],
    'only requests, where no quota counts limits': [
      web({ resources: { requests: { cpu: 0.5 } } }),
      quota({ 'requests.cpu': '4', pods: '10' }),
    ],
    'defaults of the namespace': [web(), limitRange, quota({ 'limits.cpu': '4' })],
    'limits, which are requests too': [web({ resources: { limits: { cpu: '1', memory: '1Gi' } } }), quota({ 'requests.memory': '4Gi' })],
    'a quota for pods of one class': [web(sized), quota({ 'limits.cpu': '4' }, { scopes: ['BestEffort'] })],
    'an init container that says nothing': [
      deployment({ container: sized, pod: { initContainers: [{ name: 'wait', image: 'busybox:1' }] } }),
    ],
  },
  refuses: {
    'a container without a word': { given: [web()], says: '"app" states neither requests nor limits' },
    'no limit under a quota that counts limits': {
      given: [web(sized), quota({ 'limits.cpu': '4' })],
      says: 'container "app" states no limits.cpu, which ResourceQuota shop-quota counts',
    },
    'the init container of a CronJob under a quota': {
      given: [
        cronJob({ namespace: 'shop', container: sized, pod: { initContainers: [{ name: 'dump', image: 'mysql:8.0' }] } }),
        quota({ 'requests.memory': '4Gi' }),
      ],
      says: 'container "dump" states no requests.memory, which ResourceQuota shop-quota counts',
    },
  },
});
