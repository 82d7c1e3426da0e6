import type { Fields } from '../../read.ts';
import { deployment, ruleCases, service, statefulSet } from '../../testing.ts';
import { statePerPod } from './state-per-pod.ts';

const front = service({ name: 'app', namespace: 'shop', selector: { app: 'web' } });
const pods = (image: string, replicas: number, container: Fields = {}, pod: Fields = {}) =>
  deployment({ name: 'web', namespace: 'shop', spec: { replicas }, container: { image, ...container }, pod });

ruleCases(statePerPod, {
  accepts: {
    'one pod': [front, pods('jaegertracing/all-in-one:1.54.0', 1)],
    'a common store': [front, pods('grafana/grafana:11.4.0', 2, { env: [{ name: 'GF_DATABASE_TYPE', value: 'postgres' }] })],
    'a store for traces': [
      front,
      pods('jaegertracing/all-in-one:1.54.0', 2, { env: [{ name: 'SPAN_STORAGE_TYPE', value: 'elasticsearch' }] }),
    ],
    'a copy of another': [front, pods('redis:7', 2, { args: ['--replicaof', 'redis-0', '6379'] })],
    'settings that stand elsewhere': [
      front,
      pods(
        'grafana/grafana:11.4.0',
        2,
        { volumeMounts: [{ name: 'ini', mountPath: '/etc/grafana' }] },
        { volumes: [{ name: 'ini', configMap: { name: 'ini' } }] },
      ),
    ],
    'variables of a Secret that is not in the tree': [front, pods('postgres:15', 2, { envFrom: [{ secretRef: { name: 'db' } }] })],
    'a program that keeps nothing': [front, pods('nginx:1.27', 3)],
    'pods that nobody calls by a Service': [pods('redis:7', 2)],
  },
  refuses: {
    'traces in two memories': {
      given: [front, pods('jaegertracing/all-in-one:1.54.0', 2)],
      says: '2 pods of jaegertracing/all-in-one:1.54.0 each keep traces in its memory, and the Service asks now one, now the other',
    },
    'a StatefulSet of databases with a first script': {
      given: [
        service({ name: 'app', namespace: 'shop', selector: { app: 'db' } }),
        statefulSet({
          name: 'db',
          namespace: 'shop',
          labels: { app: 'db' },
          spec: { replicas: 2 },
          container: { image: 'postgres:15', volumeMounts: [{ name: 'init', mountPath: '/docker-entrypoint-initdb.d' }] },
          pod: { volumes: [{ name: 'init', configMap: { name: 'init' } }] },
        }),
      ],
      says: '2 pods of postgres:15 each keep a database of its own, and the Service asks now one, now the other',
    },
    'two databases behind one name': {
      given: [front, pods('postgres:15', 3)],
      says: '3 pods of postgres:15 each keep a database of its own, and the Service asks now one, now the other',
      fix: 'Run one pod, or let an operator make replicas of one database.',
    },
  },
});
