import { clientTls, destinationRules } from '../mesh.ts';
import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { serviceHost, servicePorts, type ServicePort } from '../services.ts';
import type { World } from '../world.ts';

/** A port of a Service whose TLS mode a DestinationRule decides. */
export interface CoveredPort {
  readonly service: WorldObject;
  readonly port: ServicePort;
  readonly mode: string;
}

/** The Service ports for which this DestinationRule is the one that states the TLS mode; a wildcard host yields to narrower ones. */
export function coveredPorts(world: World, rule: WorldObject): readonly CoveredPort[] {
  return servicesOfRule(world, rule).flatMap((service) =>
    servicePorts(service.object).flatMap((port) => {
      const tls = clientTls(world, service, port.port);
      return tls?.rule === rule ? { service, port, mode: tls.mode } : [];
    }),
  );
}

/** The Services that the host of a DestinationRule stands for. */
export function servicesOfRule(world: World, { object }: WorldObject): readonly WorldObject[] {
  const host = textAt(object, 'spec.host') ?? '';
  if (!host.startsWith('*')) {
    const parsed = serviceHost(host, object.metadata.namespace ?? '');
    const found = parsed === undefined ? undefined : world.find('v1/Service', parsed.namespace, parsed.name);
    return found === undefined ? [] : [found];
  }
  const namespace = /^\*\.([a-z0-9-]+)\.svc(\.|$)/.exec(host)?.[1];
  if (namespace !== undefined) return world.inNamespace('v1/Service', namespace);
  return ['*', '*.local', '*.cluster.local', '*.svc.cluster.local'].includes(host) ? world.ofKind('v1/Service') : [];
}

/** DestinationRules of one Service, those with a wildcard left out. */
export function rulesOfService(world: World, { object }: WorldObject): readonly WorldObject[] {
  return destinationRules(world).byService.get(`${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [];
}
