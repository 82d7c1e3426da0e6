import { deployment, kube, ruleCases, service } from '../testing.ts';
import { urlPortExists } from './url-port-exists.ts';

const namespace = 'blog';
const tempo = service({ namespace: 'monitoring', name: 'tempo', ports: [{ port: 3200 }, { port: 4317 }] });
const env = (value: string) => deployment({ namespace, container: { env: [{ name: 'URL', value }] } });

ruleCases(urlPortExists, {
  accepts: {
    'a port of the Service': [tempo, env('http://tempo.monitoring.svc.cluster.local:4317')],
    'any port of pods that are reached directly': [
      service({ namespace, name: 'db', spec: { clusterIP: 'None' }, ports: [{ port: 1 }] }),
      env('postgres://db:5432/x'),
    ],
    'no port, where none is usual': [tempo, env('grpc://tempo.monitoring/')],
  },
  refuses: {
    'a port that the Service lacks': {
      given: [tempo, env('http://tempo.monitoring:4318')],
      says: 'http://tempo.monitoring:4318 uses port 4318, Service monitoring/tempo has 3200, 4317',
    },
    'the usual port of http': {
      given: [tempo, env('http://tempo.monitoring.svc/x')],
      says: 'http://tempo.monitoring.svc uses port 80, Service monitoring/tempo has 3200, 4317',
    },
    'a data source in chart values': {
      given: [
        tempo,
        kube(
          'argoproj.io/v1alpha1/Application',
          {},
          {
            spec: {
              source: {
                chart: 'grafana',
                helm: { valuesObject: { datasources: [{ url: 'http://tempo.monitoring.svc.cluster.local:3100' }] } },
              },
              destination: { namespace: 'monitoring' },
            },
          },
        ),
      ],
      says: 'http://tempo.monitoring.svc.cluster.local:3100 uses port 3100, Service monitoring/tempo has 3200, 4317',
    },
  },
});
