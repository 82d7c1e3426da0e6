import type { Construct } from 'constructs';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { ADDRESSES, DATABASE, urlTo } from './names.ts';

/** What both targets have; all values are the repository's (seed 003, section 7). */
function shared(cluster: Cluster): Record<string, string> {
  const { redis } = ADDRESSES;
  return {
    API_GATEWAY_URL: urlTo('api-gateway'),
    USER_SERVICE_URL: urlTo('user-service'),
    AUTH_SERVICE_URL: urlTo('auth-service'),
    BLOG_SERVICE_URL: urlTo('blog-service'),
    REDIS_HOST: redis.service,
    REDIS_PORT: String(redis.port.number),
    REDIS_DB: '0',
    ENVIRONMENT: cluster.environment,
    APP_NAME: 'titanium',
    CORS_ALLOWED_ORIGINS: cluster.parameter('cors-allowed-origins'),
  };
}

/** Variables that the four services share. In production they keep their data in PostgreSQL. */
export function productionConfig(scope: Construct, cluster: Cluster, namespace: string): ConfigData {
  const { postgresql } = ADDRESSES;
  const own = {
    USE_POSTGRES: 'true',
    POSTGRES_HOST: postgresql.service,
    POSTGRES_PORT: String(postgresql.port.number),
    POSTGRES_DB: DATABASE,
    LOG_LEVEL: 'INFO',
    DEBUG_MODE: 'false',
    APP_VERSION: '2.0.0',
  };
  return config(scope, namespace, { ...shared(cluster), ...own });
}

/** On a developer's machine they keep it in files. */
export function localConfig(scope: Construct, cluster: Cluster, namespace: string): ConfigData {
  const own = { USE_POSTGRES: 'false', LOG_LEVEL: 'DEBUG', DEBUG_MODE: 'true', APP_VERSION: '1.0.0' };
  return config(scope, namespace, { ...shared(cluster), ...own });
}

function config(scope: Construct, namespace: string, data: Readonly<Record<string, string>>): ConfigData {
  return new ConfigData(scope, 'AppConfig', { name: 'app-config', namespace, data });
}
