import { deployment, kube, ruleCases, service, statefulSet } from '../../testing.ts';
import { poolsFitServer } from './pools-fit-server.ts';

const namespace = 'shop';
const server = (...args: readonly string[]) =>
  statefulSet({
    name: 'db',
    namespace,
    labels: { app: 'db' },
    container: { image: 'postgres:15.6', ...(args.length === 0 ? {} : { args }) },
  });
const door = service({ name: 'db', namespace, selector: { app: 'db' }, ports: [{ port: 5432 }] });
const web = (replicas: number, ...env: readonly (readonly [string, string])[]) =>
  deployment({ name: 'web', namespace, spec: { replicas }, container: { env: env.map(([name, value]) => ({ name, value })) } });
const scaler = kube(
  'autoscaling/v2/HorizontalPodAutoscaler',
  { name: 'web', namespace },
  { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 5 } },
);
const pool = (size: string) =>
  [
    ['DB_HOST', 'db'],
    ['DB_POOL_SIZE', size],
  ] as const;

ruleCases(poolsFitServer, {
  accepts: {
    'pools with room': [server(), door, web(2, ...pool('20'))],
    'pools with room at the most': [server('-c', 'max_connections=200'), door, scaler, web(2, ...pool('30'))],
    'a pool of another server': [server(), door, web(9, ['DB_HOST', 'db.example.org'], ['DB_POOL_SIZE', '50'])],
    'a pool of Redis': [server(), door, web(9, ['DB_HOST', 'db'], ['REDIS_POOL_SIZE', '50'])],
    'a number that comes from elsewhere': [server(), door, web(9, ['DB_HOST', 'db'], ['DB_POOL_SIZE', '$(SIZE)'])],
  },
  refuses: {
    'pools at the most of the autoscaler': {
      given: [server(), door, scaler, web(2, ...pool('30'))],
      says: 'clients may open 150 connections: Deployment web 5 × 30 (DB_POOL_SIZE); it takes 100, the default, 3 of them for administrators',
    },
    'a server that takes few': {
      given: [server('-c', 'max_connections=20'), door, web(1, ...pool('20'))],
      says: 'clients may open 20 connections: Deployment web 1 × 20 (DB_POOL_SIZE); it takes 20, 3 of them for administrators',
    },
    'a pool within a URL': {
      given: [server(), door, web(4, ['DATABASE_URL', 'postgres://a:b@db:5432/shop?pool_max_conns=40'])],
      says: 'clients may open 160 connections: Deployment web 4 × 40 (DATABASE_URL); it takes 100, the default, 3 of them for administrators',
    },
    'the words of Go, in a ConfigMap': {
      given: [
        server(),
        door,
        kube('v1/ConfigMap', { name: 'web', namespace }, { data: { POSTGRES_HOST: 'db', DB_MAX_OPEN_CONNS: '50' } }),
        deployment({ name: 'web', namespace, spec: { replicas: 3 }, container: { envFrom: [{ configMapRef: { name: 'web' } }] } }),
      ],
      says: 'clients may open 150 connections: Deployment web 3 × 50 (DB_MAX_OPEN_CONNS); it takes 100, the default, 3 of them for administrators',
    },
  },
});
