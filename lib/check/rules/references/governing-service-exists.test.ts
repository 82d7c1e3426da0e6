import { kube, ruleCases, service, statefulSet } from '../../testing.ts';
import { governingServiceExists } from './governing-service-exists.ts';

const namespace = 'db';
const set = (serviceName: string, replicas = 3) =>
  statefulSet({ namespace, name: 'redis', labels: { app: 'redis' }, spec: { serviceName, replicas } });
const headless = service({ namespace, name: 'redis-headless', selector: { app: 'redis' }, spec: { clusterIP: 'None' } });
const slice = (labels: Record<string, string>) =>
  kube('discovery.k8s.io/v1/EndpointSlice', { namespace, name: 'x', labels }, { endpoints: [] });

ruleCases(governingServiceExists, {
  accepts: {
    'a headless Service of its pods': [headless, set('redis-headless')],
    'no name at all': [set('')],
    'endpoints of a Service': [
      headless,
      slice({ 'kubernetes.io/service-name': 'redis-headless' }),
      kube('v1/Endpoints', { namespace, name: 'redis-headless' }),
    ],
  },
  refuses: {
    'a Service with a slip': {
      given: [headless, set('redis-headles')],
      says: 'there is no Service db/redis-headles',
      fix: 'Did you mean "redis-headless"?',
    },
    'a Service of its pods that is called otherwise': {
      given: [headless, set('cache')],
      says: 'there is no Service db/cache',
      fix: 'Name "redis-headless", the Service of these pods, or add a headless Service of this name.',
    },
    'a Service of other pods': {
      given: [service({ namespace, name: 'cache', selector: { app: 'cache' } }), set('cache')],
      says: 'Service cache selects app=cache, which these pods do not carry',
    },
    'a slice without its Service': { given: [headless, slice({})], says: 'the EndpointSlice names no Service' },
    'endpoints without their Service': {
      given: [headless, kube('v1/Endpoints', { namespace, name: 'legacy' })],
      says: 'there is no Service legacy for these endpoints',
    },
  },
});
