import { databaseOf, serverFirstProtocol } from '../databases.ts';
import type { WorldObject } from '../rule.ts';
import { podPort, servicePorts, type ServicePort } from '../services.ts';
import type { World } from '../world.ts';

/**
 * Protocols that Istio reads from the first word of a port's name.
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/#explicit-protocol-selection
 */
export const ISTIO_PROTOCOLS: ReadonlySet<string> = new Set([
  'grpc',
  'grpc-web',
  'http',
  'http2',
  'https',
  'mongo',
  'mysql',
  'redis',
  'tcp',
  'tls',
  'udp',
]);

/** Protocols that a sidecar forwards as bytes: what is said about HTTP does not concern them. */
const BYTES: ReadonlySet<string> = new Set([
  'tcp',
  'tls',
  'https',
  'mysql',
  'mongo',
  'redis',
  'postgres',
  'postgresql',
  'amqp',
  'kafka',
  'ldap',
]);

/** The protocol that a port declares in words that Istio knows: `appProtocol`, or the first word of its name. */
export function declaredProtocol({ appProtocol, name }: ServicePort): string | undefined {
  if (appProtocol !== undefined) return appProtocol.toLowerCase();
  if (name === undefined) return undefined;
  if (name === 'grpc-web' || name.startsWith('grpc-web-')) return 'grpc-web';
  const word = name.split('-')[0] ?? '';
  return ISTIO_PROTOCOLS.has(word) ? word : undefined;
}

/** Why a Service port carries no HTTP that the mesh can see: its declared protocol, or the database behind it; `undefined` otherwise. */
export function notHttp(world: World, service: WorldObject, port: ServicePort): string | undefined {
  const declared = declaredProtocol(port);
  if (declared !== undefined) return BYTES.has(declared) ? declared : undefined;
  const word = port.name?.split('-').find((each) => BYTES.has(each) && each !== 'https');
  const serverFirst = serverFirstProtocol(port.port, port.name);
  if (word !== undefined || serverFirst !== undefined) return word ?? serverFirst;
  for (const pod of world.podsOfService(service)) {
    const found = databaseOf(pod);
    if (found !== undefined && podPort(port, pod) === found.database.port) return found.database.name;
  }
  return undefined;
}

/** The protocol that all ports of a Service share in carrying no HTTP; `undefined` when one of them may carry it. */
export function onlyBytes(world: World, service: WorldObject): string | undefined {
  const ports = servicePorts(service.object);
  const found = ports.map((port) => notHttp(world, service, port));
  return found.length > 0 && found.every((each) => each !== undefined) ? found[0] : undefined;
}
