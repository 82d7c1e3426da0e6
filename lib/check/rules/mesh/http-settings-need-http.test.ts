import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { httpSettingsNeedHttp } from './http-settings-need-http.ts';

const breaker = (connectionPool: object) =>
  kube(
    'networking.istio.io/v1/DestinationRule',
    { name: 'breaker', namespace: 'blog' },
    { spec: { host: 'db', trafficPolicy: { connectionPool } } },
  );
const route = (gateways?: string[]) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace: 'blog' },
    { spec: { hosts: ['db'], http: [{ route: [] }], ...(gateways === undefined ? {} : { gateways }) } },
  );
const db = (...ports: Record<string, unknown>[]) => service({ name: 'db', namespace: 'blog', selector: { app: 'db' }, ports });
const postgres = deployment({
  name: 'db',
  namespace: 'blog',
  labels: { app: 'db' },
  container: { image: 'postgres:16', ports: [{ containerPort: 5432 }] },
});

ruleCases(httpSettingsNeedHttp, {
  accepts: {
    'limits of an HTTP Service': [db({ name: 'http', port: 80 }), breaker({ http: { http1MaxPendingRequests: 1 } })],
    'TCP limits of a database': [db({ name: 'mysql', port: 3306 }), breaker({ tcp: { maxConnections: 100 } })],
    'one HTTP port beside a TCP port': [
      db({ name: 'tcp-x', port: 81 }, { name: 'http', port: 80 }),
      breaker({ http: { maxRetries: 1 } }),
      route(),
    ],
    'an unnamed port of a program': [db({ port: 8080 }), breaker({ http: { maxRetries: 1 } }), route()],
    'a gateway that terminates HTTP': [db({ name: 'tcp', port: 80 }), route(['main'])],
  },
  refuses: {
    'a database by the name of its port': {
      given: [db({ name: 'mysql', port: 3306 }), breaker({ http: { maxRetries: 1 } })],
      says: 'connectionPool.http is set for Service db, whose port is plain TCP to Istio (mysql)',
    },
    'a database by its image': {
      given: [db({ name: 'db', port: 5432 }), postgres, breaker({ http: { maxRetries: 1 } })],
      says: 'connectionPool.http is set for Service db, whose port is plain TCP to Istio (PostgreSQL)',
    },
    'routes for a TCP port': {
      given: [db({ name: 'tcp-web', port: 80 }), route()],
      says: 'HTTP routes for Service db, whose port is plain TCP to Istio (tcp)',
    },
  },
});
