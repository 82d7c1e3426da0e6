import { SecretKey } from '../../../lib/constructs/secret-key.ts';
import { readOnly, unprivileged } from '../../../lib/constructs/security.ts';
import type { ConfigData } from '../../../lib/constructs/config-data.ts';
import type { MeshNamespace } from '../../../lib/constructs/mesh-namespace.ts';
import type { ServedDeployment, ServedDeploymentProps } from '../../../lib/constructs/served-deployment.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { ADDRESSES, deploymentOf, type Logical, urlTo } from './names.ts';
import { asked, askedBy, imageFor, type Paces, SMALL, USUAL } from './pods.ts';

/** The services that take what users send: autoscaled and measured in production. */
export const MAIN = ['user-service', 'auth-service', 'blog-service', 'api-gateway'] as const;
export type Main = (typeof MAIN)[number];

/** Those of them that keep what users write: in production in PostgreSQL, on a developer's machine in a file. */
export const KEEPERS = ['user-service', 'blog-service'] as const satisfies readonly Main[];
export type Keeper = (typeof KEEPERS)[number];

export function isMain(name: string): name is Main {
  return MAIN.some((main) => main === name);
}

export function isKeeper(name: string): name is Keeper {
  return KEEPERS.some((keeper) => keeper === name);
}

/** What is deployed in both targets. */
export type Services<D> = Readonly<Record<Main | 'load-balancer' | 'redis', D>>;

/** How a target deploys a service: its kind of Deployment, and what it adds to the common part. */
export type Deploy<D extends ServedDeployment> = (name: keyof Services<D>, common: ServedDeploymentProps) => D;

/** When the kubelet asks each of them (seed 003, section 6). */
const PACES: Readonly<Record<Main, Paces>> = {
  'user-service': { liveness: { initial: 30, period: 10 }, readiness: { initial: 10, period: 5 } },
  'auth-service': { liveness: { initial: 30, period: 10 }, readiness: { initial: 10, period: 5 } },
  'blog-service': { liveness: { initial: 15, period: 20 }, readiness: { initial: 5, period: 10 } },
  'api-gateway': USUAL,
};

/** An image without a shell and without a folder that its program could write to (seed 003, section 6). */
const EMPTY_BASE = readOnly(unprivileged());

/** Three quarters of the memory limit: beside its data Redis needs room for clients and fragmentation (chosen). */
const CACHE_MEMORY = '192mb';

/** The services of both targets, alike but for what the target adds, and who calls whom (seed 003, section 6). */
export function deployServices<D extends ServedDeployment>(
  cluster: Cluster,
  namespace: MeshNamespace,
  config: ConfigData,
  deploy: Deploy<D>,
): Services<D> {
  const common = (name: Logical): Omit<ServedDeploymentProps, 'probes'> => ({
    ...ADDRESSES[name],
    name,
    deployment: deploymentOf(name),
    namespace,
    image: imageFor(cluster, name),
    resources: SMALL,
    security: unprivileged(), // neither the own images nor Redis' name a user (M34)
    replicas: 1,
  });
  const main = (name: Main, own: Partial<ServedDeploymentProps> = {}): D =>
    deploy(name, {
      ...common(name),
      probes: asked(ADDRESSES[name].port, '/health', PACES[name]),
      variablesFrom: [config],
      ...own,
      env: { SERVICE_NAME: name, SERVICE_PORT: String(ADDRESSES[name].port.number), ...own.env },
    });
  const signingKey = new SecretKey(cluster.secret(namespace.name, 'app-secrets'), 'INTERNAL_API_SECRET');

  const services: Services<D> = {
    'user-service': main('user-service'),
    'auth-service': main('auth-service', { env: { INTERNAL_API_SECRET: signingKey } }), // without it, it signs with a key that stands in its source (M12)
    'blog-service': main('blog-service'),
    'api-gateway': main('api-gateway', { security: EMPTY_BASE }),
    'load-balancer': deploy('load-balancer', {
      ...common('load-balancer'),
      probes: asked(ADDRESSES['load-balancer'].port, '/lb-health', USUAL),
      security: EMPTY_BASE,
      env: balancerVariables(),
    }),
    redis: deploy('redis', {
      ...common('redis'),
      args: ['--save', '', '--appendonly', 'no', '--maxmemory', CACHE_MEMORY, '--maxmemory-policy', 'allkeys-lru'], // a cache: nothing is kept on disk
      probes: askedBy(['redis-cli', 'ping'], USUAL, 5),
      security: readOnly(unprivileged()),
    }),
  };
  connect(services);
  return services;
}

/** Of the dashboard that `/` led to nothing is left: blog-service answers instead (seed 003, section 6). */
function balancerVariables(): Record<string, string> {
  return {
    LB_PORT: String(ADDRESSES['load-balancer'].port.number),
    API_GATEWAY_URL: urlTo('api-gateway'),
    AUTH_SERVICE_URL: urlTo('auth-service'),
    BLOG_SERVICE_URL: urlTo('blog-service'),
    USER_SERVICE_URL: urlTo('user-service'),
    DASHBOARD_UI_URL: urlTo('blog-service'),
  };
}

/** The call graph between them; the database's clients stand beside the database. */
function connect(services: Services<ServedDeployment>): void {
  const { 'user-service': user, 'auth-service': auth, 'blog-service': blog, 'api-gateway': gateway, redis } = services;
  services['load-balancer'].connectsTo(gateway.server).connectsTo(blog.server).connectsTo(user.server).connectsTo(auth.server);
  gateway.connectsTo(auth.server).connectsTo(user.server).connectsTo(blog.server);
  auth.connectsTo(user.server);
  blog.connectsTo(auth.server);
  user.connectsTo(redis.server);
}
