import { admits } from '../../network/gateway-listeners.ts';
import { itemsAt, textAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

const GATEWAY = 'gateway.networking.k8s.io/v1/Gateway';

export const routeAttaches = defineRule({
  id: 'route-attaches',
  severity: 'error',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => `gateway.networking.k8s.io/v1/${kind}`),
  asks: 'Routes of the Gateway API hang on a listener that exists, takes routes of their namespace and serves one of their hosts.',
  source: 'https://gateway-api.sigs.k8s.io/reference/spec/#parentreference; https://gateway-api.sigs.k8s.io/guides/multiple-ns/',
  *check({ object }, world) {
    const own = object.metadata.namespace ?? '';
    for (const [index, parent] of itemsAt(object, 'spec.parentRefs').entries()) {
      if ((textAt(parent, 'kind') ?? 'Gateway') !== 'Gateway') continue;
      const place = textAt(parent, 'namespace') ?? own;
      const gateway = world.find(GATEWAY, place, textAt(parent, 'name') ?? '');
      const listeners = itemsAt(gateway?.object, 'spec.listeners');
      if (gateway === undefined || listeners.length === 0) continue;
      const path = `spec.parentRefs[${index}]`;
      const section = textAt(parent, 'sectionName');
      const port = textAt(parent, 'port');
      const meant = listeners.filter(
        (each) => (section === undefined || textAt(each, 'name') === section) && (port === undefined || textAt(each, 'port') === port),
      );
      const names = listeners.flatMap((each) => textAt(each, 'name') ?? []);
      const called = `Gateway ${gateway.object.metadata.name}`;
      if (meant.length === 0) {
        const near = section === undefined ? undefined : nearName(section, names);
        yield issue(
          section === undefined ? `${path}.port` : `${path}.sectionName`,
          section === undefined || names.includes(section)
            ? `${called} has no such listener at port ${port ?? ''}`
            : `${called} has no listener "${section}", it has ${names.join(', ')}`,
          near === undefined ? 'Name a listener of the Gateway.' : `Did you mean "${near}"?`,
        );
        continue;
      }
      const admitting = meant.filter((each) => admits(world, each, place, own));
      if (admitting.length === 0) {
        const message = `no listener of ${called} takes routes of namespace "${own}"`;
        yield issue(path, message, 'Open the listener to the namespace with allowedRoutes.namespaces, or label the namespace as it asks.');
        continue;
      }
      const speaking = admitting.filter((each) => takesKind(each, object.kind));
      if (speaking.length === 0) {
        const protocols = [...new Set(admitting.map((each) => textAt(each, 'protocol') ?? ''))].join(', ');
        const message = `no listener of ${called} takes a ${object.kind}: ${protocols === '' ? 'none says its protocol' : `the protocol is ${protocols}`}${admitting.some((each) => itemsAt(each, 'allowedRoutes.kinds').length > 0) ? ', and allowedRoutes.kinds names others' : ''}`;
        yield issue(path, message, `Add a listener of the protocol ${(PROTOCOLS[object.kind] ?? []).join(' or ')}.`);
        continue;
      }
      const cilium = textAt(gateway.object, 'spec.gatewayClassName') === 'cilium';
      if (object.kind === 'TLSRoute' && cilium && speaking.every((each) => textAt(each, 'tls.mode') !== 'Passthrough')) {
        const message = `the listener of ${called} ends TLS (mode Terminate), and Cilium routes by TLSRoute what is passed through`;
        yield issue(path, message, 'Set tls.mode: Passthrough on a listener for it, or write an HTTPRoute.');
        continue;
      }
      const hosts = itemsAt(object, 'spec.hostnames').flatMap((host) => text(host) ?? []);
      const served = speaking.map((each) => textAt(each, 'hostname') ?? '');
      if (hosts.length > 0 && !served.some((pattern) => hosts.some((host) => meets(pattern, host)))) {
        yield issue(
          'spec.hostnames',
          `${called} serves ${served.join(', ')}, none of ${hosts.join(', ')}`,
          'Add the host to a listener, or change it here.',
        );
      }
    }
  },
});

function issue(path: string, message: string, fix: string): Issue {
  return { path, message, why: 'The route is not accepted, as its status says and nothing else: the gateway answers 404.', fix };
}

const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP', 'TLS'],
  UDPRoute: ['UDP'],
};

/** Whether a listener takes routes of a kind; controllers may have protocols of their own. */
function takesKind(listener: unknown, kind: string): boolean {
  const named = itemsAt(listener, 'allowedRoutes.kinds').map((each) => textAt(each, 'kind'));
  if (named.length > 0 && !named.includes(kind)) return false;
  const protocol = textAt(listener, 'protocol') ?? '';
  return protocol === '' || protocol.includes('/') || (PROTOCOLS[kind] ?? [protocol]).includes(protocol);
}

/** Either may begin with a wildcard; a listener without a host serves all. */
function meets(pattern: string, host: string): boolean {
  return (
    pattern === '' ||
    pattern === host ||
    (pattern.startsWith('*') && host.endsWith(pattern.slice(1))) ||
    (host.startsWith('*') && pattern.endsWith(host.slice(1)))
  );
}
