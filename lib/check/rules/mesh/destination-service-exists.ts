import { destinationsOf } from '../../destinations.ts';
import { entryHosts } from '../../mesh/service-entries.ts';
import { serviceNamed } from '../../hosts/chart-services.ts';
import { fieldsAt, itemsAt, numberAt, text } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { serviceHost, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

export const destinationServiceExists = defineRule({
  id: 'destination-service-exists',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService', 'networking.istio.io/v1/DestinationRule'],
  asks: 'The Services and ports that routes and DestinationRules name exist.',
  source: 'https://istio.io/latest/docs/ops/common-problems/network-issues/; seed 002, D-13',
  *check(manifest, world) {
    const why =
      manifest.object.kind === 'DestinationRule'
        ? 'The rule applies to nothing: its TLS mode, limits and subsets have no effect.'
        : 'The gateway or the calling sidecar answers 503 for every request on this route.';
    yield* ownHosts(manifest, world);
    for (const { written, host, port, path } of destinationsOf(manifest, world)) {
      const { name, namespace } = host;
      const service = serviceNamed(world, namespace, name);
      if (service === undefined) {
        const absent = missing(world, 'v1/Service', namespace, name);
        if (absent === undefined) continue;
        const message =
          written === name
            ? `there is no Service ${name} in "${namespace}", which is what "${name}" means here`
            : `there is no Service ${namespace}/${name} (${written})`;
        yield { path: `${path}.host`, severity: absent.severity, message, why, fix: meant(absent, 'Name a Service that exists.') };
        continue;
      }
      const ports = servicePorts(service.object).map((each) => each.port);
      if (manifest.object.kind === 'DestinationRule') yield* portSettings(manifest, `${namespace}/${name}`, ports);
      if (port === undefined || ports.length === 0 || ports.includes(port)) continue;
      const message = `Service ${namespace}/${name} has no port ${port}, it has ${ports.join(', ')}`;
      yield { path: `${path}.port.number`, message, why, fix: 'Name a port of the Service, not of its pods.' };
    }
  },
});

/** `portLevelSettings` are for ports of the Service. */
function* portSettings({ object }: WorldObject, service: string, ports: readonly number[]): Iterable<Issue> {
  const policies = [
    { path: 'spec.trafficPolicy', policy: fieldsAt(object, 'spec.trafficPolicy') },
    ...itemsAt(object, 'spec.subsets').map((each, index) => ({
      path: `spec.subsets[${index}].trafficPolicy`,
      policy: fieldsAt(each, 'trafficPolicy'),
    })),
  ];
  for (const { path, policy } of ports.length === 0 ? [] : policies) {
    for (const [index, each] of itemsAt(policy, 'portLevelSettings').entries()) {
      const port = numberAt(each, 'port.number');
      if (port === undefined || ports.includes(port)) continue;
      yield {
        path: `${path}.portLevelSettings[${index}].port.number`,
        severity: 'warning',
        message: `Service ${service} has no port ${port}, it has ${ports.join(', ')}`,
        why: 'Settings of a port that the Service does not have apply to nothing.',
        fix: 'Name a port of the Service, not of its pods.',
      };
    }
  }
}

/** Hosts by which sidecars find the routes: those of a VirtualService that is bound to no gateway are names of Services. */
function* ownHosts(manifest: WorldObject, world: World): Iterable<Issue> {
  const { object } = manifest;
  const gateways = itemsAt(object, 'spec.gateways').map(text);
  if (object.kind !== 'VirtualService' || (gateways.length > 0 && !gateways.every((each) => each === 'mesh'))) return;
  for (const [index, raw] of itemsAt(object, 'spec.hosts').entries()) {
    const written = text(raw) ?? '';
    const host = serviceHost(written, object.metadata.namespace ?? '');
    if (host === undefined || written.includes('*') || entryHosts(world).has(written)) continue;
    const absent = missing(world, 'v1/Service', host.namespace, host.name);
    if (absent === undefined) continue;
    yield {
      path: `spec.hosts[${index}]`,
      severity: world.facts.whole !== true && absent.severity === 'error' ? 'warning' : absent.severity,
      message: `there is no Service ${host.namespace === '' ? '' : `${host.namespace}/`}${host.name}, so nobody calls the host "${written}"`,
      why: 'Sidecars take these routes for calls to a Service of this name only: weights, retries and timeouts apply to nothing.',
      fix: meant(absent, 'Name the Service that clients call.'),
    };
  }
}
