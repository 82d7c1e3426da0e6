import { hasDestinationRule, rivalEntry } from '../../mesh/service-entries.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

/** Ports on which nobody speaks HTTP. */
const STORES: Readonly<Record<string, string>> = {
  '3306': 'MySQL',
  '5432': 'PostgreSQL',
  '5672': 'AMQP',
  '6379': 'Redis',
  '9042': 'Cassandra',
  '9092': 'Kafka',
  '27017': 'MongoDB',
  '1433': 'SQL Server',
  '1521': 'Oracle',
  '25': 'SMTP',
  '587': 'SMTP',
};

export const serviceEntryReaches = defineRule({
  id: 'service-entry-reaches',
  severity: 'error',
  kinds: ['networking.istio.io/v1/ServiceEntry'],
  asks: 'A ServiceEntry can find its endpoints, and is the only one for its host.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/service-entry/; https://istio.io/latest/docs/reference/config/analysis/ist0166/',
  *check(manifest, world) {
    const { object } = manifest;
    const hosts = itemsAt(object, 'spec.hosts').map((host) => text(host) ?? '');
    for (const [index, host] of hosts.entries()) yield* lookup(manifest, host, `spec.hosts[${index}]`, world);
    for (const [index, port] of itemsAt(object, 'spec.ports').entries()) {
      const protocol = textAt(port, 'protocol')?.toUpperCase();
      const store = STORES[textAt(port, 'number') ?? ''];
      if (store !== undefined && /^(HTTP|HTTP2|GRPC)$/.test(protocol ?? '')) {
        yield {
          path: `spec.ports[${index}].protocol`,
          message: `port ${textAt(port, 'number') ?? ''} is declared as ${protocol ?? ''}, and is the port of ${store}`,
          why: 'The proxy looks for a request in the first bytes, finds none, and closes the connection.',
          fix: 'Write protocol: TCP.',
        };
      }
      if (textAt(port, 'number') !== '443' || (protocol !== 'HTTP' && protocol !== 'HTTP2')) continue;
      // With a target port or a DestinationRule the proxy itself turns plain HTTP into TLS.
      if (at(port, 'targetPort') !== undefined || hosts.some((host) => hasDestinationRule(world, host))) continue;
      yield {
        path: `spec.ports[${index}].protocol`,
        message: `port 443 is declared as ${protocol}, and clients speak TLS there`,
        why: 'The proxy expects plain HTTP on this port and answers the TLS handshake with an error: every https:// call fails.',
        fix: 'Write protocol TLS (or HTTPS), or let clients speak HTTP and add a DestinationRule with tls mode SIMPLE.',
      };
    }
    const isStatic = textAt(object, 'spec.resolution') === 'STATIC' && itemsAt(object, 'spec.endpoints').length === 0;
    if (isStatic && at(object, 'spec.workloadSelector') === undefined) {
      const why = 'There is nowhere to send the request: every call answers 503.';
      yield {
        path: 'spec.resolution',
        message: 'resolution STATIC without endpoints',
        why,
        fix: 'List spec.endpoints, or use resolution DNS.',
      };
    }
  },
});

/** What keeps one host from being found, or another entry from being used. */
function* lookup(manifest: WorldObject, host: string, path: string, world: World): Iterable<Issue> {
  const hasEndpoints = itemsAt(manifest.object, 'spec.endpoints').length > 0;
  const asksDns = textAt(manifest.object, 'spec.resolution') === 'DNS' && !hasEndpoints;
  if (host.startsWith('*') && asksDns)
    yield {
      path,
      message: `${host} cannot be looked up: resolution DNS needs one name`,
      why: 'Istio refuses the entry: the hosts stay unknown, and with REGISTRY_ONLY every call fails with 502.',
      fix: 'Use resolution NONE or DYNAMIC_DNS, or list the endpoints.',
    };
  const service = /\.svc(\.|$)/.test(host) ? serviceHost(host, '') : undefined;
  if (service !== undefined && service.namespace !== '' && !hasEndpoints) {
    const absent = asksDns ? missing(world, 'v1/Service', service.namespace, service.name) : undefined;
    if (absent !== undefined)
      yield {
        path,
        severity: absent.severity,
        message: `${host} is to be looked up, and there is no Service of this name in the cluster`,
        why: 'The DNS of this cluster does not know the name: Envoy finds no endpoint, and every call answers 503.',
        fix: meant(absent, 'List the addresses of the other cluster (its east-west gateway) under spec.endpoints.'),
      };
    if (world.find('v1/Service', service.namespace, service.name) !== undefined)
      yield {
        path,
        severity: 'warning',
        message: `${host} is a Service of the cluster already`,
        why: 'Two definitions of one host compete: endpoints and mTLS settings of the Service may be lost.',
        fix: 'Remove the ServiceEntry.',
      };
  }
  const rival = rivalEntry(world, manifest, host);
  if (rival === undefined) return;
  const { namespace = '', name } = rival.object.metadata;
  const message = `ServiceEntry ${namespace}/${name} defines ${host} too, with the same port`;
  const why = 'Istio uses one of them, usually the older: endpoints and settings of the other have no effect.';
  yield { path, severity: 'warning', message, why, fix: 'Merge the two.' };
}
