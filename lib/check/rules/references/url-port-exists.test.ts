import type { KubeObject } from '../../../manifest/manifest.ts';
import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { urlPortExists } from './url-port-exists.ts';

const namespace = 'blog';
const tempo = service({ namespace: 'monitoring', name: 'tempo', ports: [{ port: 3200 }, { port: 4317 }] });
const env = (value: string) => deployment({ namespace, container: { env: [{ name: 'URL', value }] } });

const values = (valuesObject: object): KubeObject =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {},
    { spec: { source: { chart: 'grafana', helm: { valuesObject } }, destination: { namespace: 'monitoring' } } },
  );

ruleCases(urlPortExists, {
  accepts: {
    'a port of the Service': [tempo, env('http://tempo.monitoring.svc.cluster.local:4317')],
    'any port of pods that are reached directly': [
      service({ namespace, name: 'db', spec: { clusterIP: 'None' }, ports: [{ port: 1 }] }),
      env('postgres://db:5432/x'),
    ],
    'a port that stands beside the address': [tempo, values({ url: 'http://tempo.monitoring.svc.cluster.local', port: 4317 })],
    'a record of a named port': [
      service({ namespace, name: 'store', ports: [{ name: 'grpc', port: 10901 }] }),
      env('dnssrv+_grpc._tcp.store.blog.svc.cluster.local'),
    ],
    'no port, where none is usual': [tempo, env('grpc://tempo.monitoring/')],
  },
  refuses: {
    'a record of a name that no port has': {
      given: [
        service({ namespace, name: 'store', ports: [{ name: 'http', port: 10901 }] }),
        env('dnssrv+_grpc._tcp.store.blog.svc.cluster.local'),
      ],
      says: '_grpc._tcp.store.blog.svc.cluster.local looks up port "grpc", Service blog/store calls its ports http',
    },
    'a port that the Service lacks': {
      given: [tempo, env('http://tempo.monitoring:4318')],
      says: 'http://tempo.monitoring:4318 uses port 4318, Service monitoring/tempo has 3200, 4317',
    },
    'a port beside the address that the Service lacks': {
      given: [tempo, values({ url: 'http://tempo.monitoring.svc.cluster.local', port: 9090 })],
      says: 'http://tempo.monitoring.svc.cluster.local uses port 9090, Service monitoring/tempo has 3200, 4317',
    },
    'an address in a configuration file': {
      given: [
        tempo,
        kube(
          'v1/ConfigMap',
          { namespace: 'monitoring' },
          { data: { 'tempo.yaml': 'querier:\n  frontend_worker:\n    frontend_address: tempo:9095\n' } },
        ),
      ],
      says: 'tempo:9095 uses port 9095, Service monitoring/tempo has 3200, 4317',
    },
    'a port in a variable of its own': {
      given: [
        tempo,
        deployment({
          namespace,
          container: {
            env: [
              { name: 'TEMPO_HOST', value: 'tempo.monitoring' },
              { name: 'TEMPO_PORT', value: '9999' },
            ],
          },
        }),
      ],
      says: 'tempo.monitoring uses port 9999, Service monitoring/tempo has 3200, 4317',
    },
    'the port of the pods behind a chart': {
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'jaeger' },
          {
            spec: {
              source: { chart: 'jaeger', targetRevision: '3.4.1', helm: { valuesObject: {} } },
              destination: { namespace: 'tracing' },
            },
          },
        ),
        kube(
          'v1/ConfigMap',
          { namespace, name: 'kiali' },
          { data: { 'config.yaml': 'in_cluster_url: http://jaeger-query.tracing:16686/jaeger' } },
        ),
      ],
      says: 'http://jaeger-query.tracing:16686 uses port 16686, Service tracing/jaeger-query has 80, 16685, 16687',
    },
    'the usual port of http': {
      given: [tempo, env('http://tempo.monitoring.svc/x')],
      says: 'http://tempo.monitoring.svc uses port 80, Service monitoring/tempo has 3200, 4317',
    },
    'a data source in chart values': {
      given: [tempo, values({ datasources: [{ url: 'http://tempo.monitoring.svc.cluster.local:3100' }] })],
      says: 'http://tempo.monitoring.svc.cluster.local:3100 uses port 3100, Service monitoring/tempo has 3200, 4317',
    },
  },
});
