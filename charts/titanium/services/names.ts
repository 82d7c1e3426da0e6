import { Port } from '../../../lib/constructs/port.ts';

/** Under which name and port something answers, in both targets. */
export interface Address {
  readonly service: string;
  readonly port: Port;
}

/**
 * Logical name → Service and port (seed 003, sections 5 and 6). A Service called exactly `api-gateway` or `redis` would put
 * `API_GATEWAY_PORT=tcp://…` and `REDIS_PORT=tcp://…` into every pod, where the programs look for numbers.
 */
export const ADDRESSES = {
  'user-service': { service: 'user-service', port: Port.http(8001) },
  'auth-service': { service: 'auth-service', port: Port.http(8002) },
  'blog-service': { service: 'blog-service', port: Port.http(8005) },
  'api-gateway': { service: 'api-gateway-service', port: Port.http(8000) },
  'load-balancer': { service: 'load-balancer-service', port: Port.http(7100) },
  redis: { service: 'redis-service', port: Port.redis() },
  postgresql: { service: 'postgresql-service', port: Port.postgres() },
} as const satisfies Record<string, Address>;

export type Logical = keyof typeof ADDRESSES;

/** As the programs call each other, all in one namespace: `http://user-service:8001`. */
export function urlTo(name: Logical): string {
  const { service, port } = ADDRESSES[name];
  return `http://${service}:${port.number}`;
}

/** `user-service-deployment` */
export function deploymentOf(name: string): string {
  return `${name}-deployment`;
}

/** Database that the services share (seed 003, section 7). */
export const DATABASE = 'titanium';
