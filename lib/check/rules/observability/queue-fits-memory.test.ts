import { kube, ruleCases } from '../../testing.ts';
import { queueFitsMemory } from './queue-fits-memory.ts';

const prometheus = (queueConfig: object | undefined, memory: string | undefined = '256Mi'): ReturnType<typeof kube> =>
  kube(
    'monitoring.coreos.com/v1alpha1/PrometheusAgent',
    { name: 'agent', namespace: 'monitoring' },
    {
      spec: {
        resources: { limits: { memory } },
        remoteWrite: [{ url: 'https://metrics.acme.io', ...(queueConfig === undefined ? {} : { queueConfig }) }],
      },
    },
  );

ruleCases(queueFitsMemory, {
  accepts: {
    'few shards': [prometheus({ capacity: 10000, maxShards: 10 })],
    'the defaults': [prometheus(undefined)],
    'much memory': [prometheus({ capacity: 10000, maxShards: 50 }, '2Gi')],
    'no limit': [prometheus({ capacity: 100000 }, '')],
  },
  refuses: {
    'many shards': {
      given: [prometheus({ capacity: 10000, maxShards: 50 })],
      says: 'capacity 10000 × maxShards 50 may take 244Mi, and the memory limit is 256Mi',
    },
    'as many shards as there are by default': {
      given: [prometheus({ capacity: 10000 })],
      says: 'capacity 10000 × maxShards 50 may take 244Mi, and the memory limit is 256Mi',
    },
    'values of the chart': {
      given: [
        kube(
          'slipway.dev/v1/HelmValues',
          { name: 'values' },
          {
            values: {
              prometheus: {
                prometheusSpec: {
                  resources: { limits: { memory: '128Mi' } },
                  remoteWrite: [{ queueConfig: { capacity: 10000, maxShards: 20 } }],
                },
              },
            },
          },
        ),
      ],
      says: 'capacity 10000 × maxShards 20 may take 98Mi, and the memory limit is 128Mi',
    },
  },
});
