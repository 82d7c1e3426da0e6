import { itemsAt, textAt } from '../read.ts';
import type { ServiceHost } from '../services.ts';
import type { World } from '../world.ts';

/** Name of a Service's port; empty where it has none, `undefined` where the tree has no such port. */
export function portName(world: World, { namespace, name }: ServiceHost, port: string | undefined): string | undefined {
  const service = world.find('v1/Service', namespace, name);
  const found = itemsAt(service?.object, 'spec.ports').find((each) => textAt(each, 'port') === port);
  return found === undefined ? undefined : (textAt(found, 'name') ?? '');
}

/** Whether a port of Thanos, Loki or Mimir speaks gRPC, by its name or else by its usual number. */
export function isGrpc(world: World, service: ServiceHost, port: string | undefined): boolean {
  const name = portName(world, service, port);
  return name === undefined ? port === '10901' || port === '9095' : name.startsWith('grpc') || (name === '' && port === '10901');
}

/** Ports on which Thanos speaks HTTP, and names that people give them. */
const HTTP_PORTS: ReadonlySet<string> = new Set(['9090', '10902', '19291']);
const HTTP_NAMES = /^(https?|http-.*|web|metrics|remote-?write)$/;

/** Whether a port of Thanos or Prometheus speaks HTTP, by its name or else by its usual number. */
export function isHttp(world: World, service: ServiceHost, port: string): boolean {
  const name = portName(world, service, port) ?? '';
  return name === '' ? HTTP_PORTS.has(port) : HTTP_NAMES.test(name);
}
