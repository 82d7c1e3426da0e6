import type { Construct } from 'constructs';
import { imageOf } from '../../../charts/facts.ts';
import type { Autoscaling } from '../../../lib/constructs/autoscaling.ts';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import { MeshDeployment, type MeshDeploymentProps } from '../../../lib/constructs/mesh-deployment.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { PostgresDatabase } from '../../../lib/constructs/postgres-database.ts';
import { exec, httpGet } from '../../../lib/constructs/probe.ts';
import { SecretKey } from '../../../lib/constructs/secret-key.ts';
import { unprivileged } from '../../../lib/constructs/security.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Quantity } from '../../../lib/values/quantity.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { SHOP } from './namespaces.ts';

const SMALL = Resources.of({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });
const SCALING: Autoscaling = { replicas: { min: 2, max: 5 }, cpuUtilization: 70 };
const DATABASE = 'shop';

export interface ShopPrograms {
  readonly storefront: MeshDeployment;
  readonly others: readonly (MeshDeployment | PostgresDatabase)[];
}

/** Three programs, a database and a cache, and who calls whom. */
export function shopPrograms(scope: Construct, cluster: Cluster): ShopPrograms {
  const secret = cluster.secret(SHOP.name, 'postgresql-secret');
  const login = { POSTGRES_USER: new SecretKey(secret, 'POSTGRES_USER'), POSTGRES_PASSWORD: new SecretKey(secret, 'POSTGRES_PASSWORD') };
  const database = new PostgresDatabase(scope, 'Database', {
    namespace: SHOP,
    image: imageOf(cluster, 'postgres'),
    resources: Resources.of({ requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } }),
    storage: Quantity.parse('10Gi'),
    storageClass: cluster.storage.class,
    database: DATABASE,
    user: login.POSTGRES_USER,
    password: login.POSTGRES_PASSWORD,
    initScripts: { 'init.sql': 'CREATE TABLE IF NOT EXISTS products (id SERIAL PRIMARY KEY, name TEXT NOT NULL);\n' },
  });
  const cache = new MeshDeployment(scope, 'Cache', {
    name: 'redis',
    service: 'redis-service', // a Service "redis" would give every pod a variable REDIS_PORT that is no number
    namespace: SHOP,
    image: imageOf(cluster, 'redis'),
    args: ['--save', ''], // a cache: it writes nothing, and has no folder that it may write to
    port: Port.redis(),
    probes: { liveness: exec(['redis-cli', 'ping']), readiness: exec(['redis-cli', 'ping']) },
    resources: SMALL,
    security: unprivileged(),
    replicas: 1,
  });
  const config = new ConfigData(scope, 'Config', {
    name: 'shop-config',
    namespace: SHOP.name,
    data: {
      CATALOG_URL: 'http://catalog:8001',
      ORDERS_URL: 'http://orders:8002',
      POSTGRES_HOST: database.server.service,
      POSTGRES_DB: DATABASE,
      REDIS_HOST: cache.server.service,
      ENVIRONMENT: cluster.environment,
    },
  });
  const program = (name: string, number: number, more: Partial<MeshDeploymentProps> = {}): MeshDeployment => {
    const port = Port.http(number);
    return new MeshDeployment(scope, name, {
      name,
      namespace: SHOP,
      image: imageOf(cluster, name),
      port,
      probes: { liveness: httpGet(port, '/health', { periodSeconds: 20 }), readiness: httpGet(port, '/health', { periodSeconds: 5 }) },
      resources: SMALL,
      security: unprivileged(),
      spread: 'soft',
      replicas: cluster.switch('autoscaling') ? SCALING : 1,
      variablesFrom: [config],
      ...more,
    });
  };

  const catalog = program('catalog', 8001, { env: login }).connectsTo(database.server).connectsTo(cache.server);
  const orders = program('orders', 8002, { env: login }).connectsTo(database.server).connectsTo(catalog.server).connectsToWorld(443);
  const storefront = program('storefront', 8000).connectsTo(catalog.server).connectsTo(orders.server);
  return { storefront, others: [catalog, orders, cache, database] };
}
