import { deployment, meshed, ruleCases, service, statefulSet } from '../../testing.ts';
import { portProtocolFits } from './port-protocol-fits.ts';

const namespace = 'shop';
const selector = { app: 'web' };
const door = (port: object) => service({ name: 'web', namespace, selector, ports: [{ port: 80, targetPort: 8080, ...port }] });
const pods = (container: Readonly<Record<string, unknown>>) => deployment({ name: 'web', namespace, container });
const database = statefulSet({
  name: 'db',
  namespace,
  container: { image: 'postgres:15.6-alpine', ports: [{ name: 'db', containerPort: 5432 }] },
});
const dbDoor = (port: object) => service({ name: 'db', namespace, selector, ports: [{ port: 5432, ...port }] });
const grpcPods = pods({ ports: [{ name: 'grpc', containerPort: 9000 }] });

const tempo = deployment({
  name: 'tempo',
  namespace: 'monitoring',
  labels: { app: 'tempo' },
  container: { ports: [{ name: 'otlp-grpc', containerPort: 4317 }] },
});
const spans = (name: string) =>
  service({ name: 'tempo', namespace: 'monitoring', selector: { app: 'tempo' }, ports: [{ port: 4317, name }] });
const caller = pods({ env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://tempo.monitoring:4317' }] });

ruleCases(portProtocolFits, {
  accepts: {
    'a database that is TCP': [meshed(namespace), database, dbDoor({ name: 'tcp-postgres' })],
    'a database that says nothing': [meshed(namespace), database, dbDoor({ name: 'postgres' })],
    'a database outside the mesh': [database, dbDoor({ name: 'http-postgres' })],
    'spans that nobody in the mesh sends': [tempo, spans('http-otlp')],
    'spans by gRPC': [meshed(namespace), caller, tempo, spans('grpc-otlp')],
    'another port of a database': [
      meshed(namespace),
      database,
      service({ name: 'db', namespace, selector, ports: [{ name: 'http-metrics', port: 9187 }] }),
    ],
    'HTTP that is probed by HTTP': [
      meshed(namespace),
      pods({ readinessProbe: { httpGet: { path: '/', port: 8080 } } }),
      door({ name: 'http-web' }),
    ],
    'gRPC that is called so': [meshed(namespace), grpcPods, door({ name: 'grpc-api', targetPort: 9000 })],
    'gRPC as bytes': [meshed(namespace), grpcPods, door({ name: 'tcp-api', targetPort: 9000 })],
    'gRPC for browsers': [
      meshed(namespace),
      pods({ ports: [{ name: 'grpc-web', containerPort: 9000 }] }),
      door({ name: 'http-api', targetPort: 9000 }),
    ],
    'gRPC with a probe on another port by HTTP': [
      meshed(namespace),
      pods({ ports: [{ name: 'grpc', containerPort: 9000 }], readinessProbe: { httpGet: { path: '/', port: 8080 } } }),
      door({ name: 'grpc-api', targetPort: 9000 }),
    ],
  },
  refuses: {
    'spans of the mesh by gRPC, to a port that says HTTP, outside of it': {
      given: [meshed(namespace), caller, tempo, spans('http-otlp')],
      says: 'port 4317 declares http (name http-otlp), and port 4317 of Deployment tempo is called otlp-grpc by its container',
    },
    'a database that is called HTTP': {
      given: [meshed(namespace), database, dbDoor({ name: 'http-postgres' })],
      says: 'port 5432 declares http (name http-postgres), and port 5432 of StatefulSet db is the port of PostgreSQL',
      fix: 'Name the port tcp-… or set appProtocol: tcp.',
    },
    'a cache with the protocol of its neighbour': {
      given: [
        meshed(namespace),
        pods({ image: 'redis:7.2.4-alpine', ports: [{ containerPort: 6379 }] }),
        door({ name: 'tcp-redis', appProtocol: 'http', targetPort: 6379 }),
      ],
      says: 'port 80 declares http (appProtocol http), and port 6379 of Deployment web is the port of Redis',
    },
    'gRPC under a name of HTTP': {
      given: [meshed(namespace), grpcPods, door({ name: 'http-grpc', targetPort: 'grpc' })],
      says: 'port 80 declares http (name http-grpc), and port 9000 of Deployment web is called grpc by its container',
      fix: 'Name the port grpc-….',
    },
    'gRPC that a probe shows': {
      given: [meshed(namespace), pods({ readinessProbe: { grpc: { port: 8080 } } }), door({ name: 'http' })],
      says: 'port 80 declares http (name http), and port 8080 of Deployment web is probed by gRPC',
    },
    'HTTP/1.1 under the name of gRPC': {
      given: [meshed(namespace), pods({ livenessProbe: { httpGet: { path: '/', port: 'http' } } }), door({ name: 'grpc-web2' })],
      says: 'port 80 declares grpc (name grpc-web2), and port 8080 of Deployment web is probed by HTTP/1.1',
    },
    'HTTPS under the name of HTTP': {
      given: [meshed(namespace), pods({ livenessProbe: { httpGet: { path: '/', port: 8080, scheme: 'HTTPS' } } }), door({ name: 'http' })],
      says: 'port 80 declares http (name http), and port 8080 of Deployment web is probed by HTTPS',
    },
  },
});
