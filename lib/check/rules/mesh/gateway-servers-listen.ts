import { at, fieldsAt, itemsAt, numberAt, text, textAt, textsAt } from '../../read.ts';
import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { matches } from '../../selector.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';
import { byKey } from '../../../values/order.ts';
import { addTo } from '../../../values/multimap.ts';

const TLS = new Set(['HTTPS', 'TLS']);

export const gatewayServersListen = defineRule({
  id: 'gateway-servers-listen',
  severity: 'error',
  kinds: ['networking.istio.io/v1/Gateway'],
  asks: 'Each server of a Gateway has the TLS settings that its protocol needs, and a host and port that no other Gateway takes.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings; https://istio.io/latest/docs/reference/config/analysis/ist0145/',
  *check(manifest, world) {
    for (const [index, server] of itemsAt(manifest.object, 'spec.servers').entries()) {
      const path = `spec.servers[${index}]`;
      const protocol = textAt(server, 'port.protocol') ?? '';
      const number = numberAt(server, 'port.number') ?? 0;
      const tls = fieldsAt(server, 'tls');
      const mode = textAt(tls, 'mode') ?? 'SIMPLE';
      const certificate = ['credentialName', 'credentialNames', 'tlsCertificates', 'serverCertificate'].some(
        (key) => tls[key] !== undefined,
      );
      if (TLS.has(protocol) && at(server, 'tls') === undefined) {
        yield {
          path: `${path}.tls`,
          message: `the server on port ${number} speaks ${protocol} and has no tls settings`,
          why: 'Istio refuses the Gateway, or the port stays closed: HTTPS is down for all of its hosts.',
          fix: 'Add tls: {mode: SIMPLE, credentialName: …}.',
        };
      } else if (TLS.has(protocol) && (mode === 'SIMPLE' || mode === 'MUTUAL') && !certificate) {
        yield {
          path: `${path}.tls`,
          message: `the server on port ${number} ends TLS (${mode}) without a certificate`,
          why: 'The listener has no certificate to show: every handshake fails.',
          fix: 'Set tls.credentialName to a Secret in the namespace of the gateway pods.',
        };
      }
      if (['HTTP', 'HTTP2', 'GRPC'].includes(protocol) && (certificate || tls['mode'] !== undefined)) {
        yield {
          path: `${path}.port.protocol`,
          severity: 'warning',
          message: `the server on port ${number} has a certificate and speaks plain ${protocol}`,
          why: 'Istio uses the certificate only with protocol HTTPS: the port answers in plain text, and browsers report a protocol error.',
          fix: 'Write protocol: HTTPS.',
        };
      }
      if (tls['httpsRedirect'] === true && TLS.has(protocol)) {
        yield {
          path: `${path}.tls.httpsRedirect`,
          message: `the server on port ${number} speaks ${protocol} and redirects to HTTPS`,
          why: 'Every request is sent back to where it came from, until the browser gives up.',
          fix: 'Set httpsRedirect on the HTTP server of port 80.',
        };
      }
      if (tls['httpsRedirect'] === true && !TLS.has(protocol) && !hasTls(world, manifest, server))
        yield {
          path: `${path}.tls.httpsRedirect`,
          severity: 'warning',
          message: `the server on port ${number} redirects ${itemsAt(server, 'hosts').map(text).join(', ')} to HTTPS, and no Gateway of these pods ends TLS for them`,
          why: 'Browsers are sent to a port on which nobody answers; where TLS ends before the gateway, they are sent round in a circle.',
          fix: 'Add a server with protocol HTTPS for these hosts, or leave httpsRedirect out.',
        };
      yield* twins(manifest, server, path, world);
      yield* closed(manifest, number, path, world);
    }
  },
});

/** A port that no Service leads to, of a gateway whose Services are known. */
function* closed({ object }: WorldObject, number: number, path: string, world: World): Iterable<Issue> {
  const selector = textsAt(object, 'spec.selector');
  const pods = Object.keys(selector).length === 0 ? [] : world.podsWith(selector);
  const services = [...new Set(pods.flatMap((pod) => world.servicesOf(pod)))];
  const ports = services.flatMap(({ object: service }) => servicePorts(service)).flatMap(({ port, targetPort }) => [port, targetPort]);
  const charts =
    pods.length > 0 ? [] : gatewayPods(world).filter(({ labels }) => Object.keys(selector).length > 0 && matches(selector, labels));
  const ofChart = charts.every((each) => each.ports !== undefined) ? charts.flatMap((each) => each.ports ?? []) : [];
  const open = [...new Set([...ports.filter((port) => typeof port === 'number'), ...ofChart])];
  if (number === 0 || open.length === 0 || open.includes(number) || pods.some(({ spec }) => spec['hostNetwork'] === true)) return;
  yield {
    path: `${path}.port.number`,
    severity: 'warning',
    message: `port ${number} is none of Service ${services[0]?.object.metadata.name ?? charts[0]?.labels['app'] ?? ''}, which has ${open.join(', ')}`,
    why: 'The gateway listens where nobody is let in: the hosts of this server are not reached.',
    fix: 'Write a port of the Service of the gateway, or add this one to it.',
  };
}

/** Whether some Gateway of the same pods has a server with TLS for a host of this one. */
function hasTls(world: World, { object }: WorldObject, server: unknown): boolean {
  const selector = textsAt(object, 'spec.selector');
  const names = itemsAt(server, 'hosts').flatMap((each) => text(each)?.replace(/^.*\//, '') ?? []);
  const covers = (host: string): boolean =>
    names.some(
      (name) =>
        host === '*' ||
        name === '*' ||
        host === name ||
        (host.startsWith('*.') && name.endsWith(host.slice(1))) ||
        (name.startsWith('*.') && host.endsWith(name.slice(1))),
    );
  return world
    .ofKind('networking.istio.io/v1/Gateway')
    .some(
      (each) =>
        Object.entries(textsAt(each.object, 'spec.selector')).every(
          ([key, value]) => selector[key] === undefined || selector[key] === value,
        ) &&
        itemsAt(each.object, 'spec.servers').some(
          (other) =>
            TLS.has(textAt(other, 'port.protocol') ?? '') &&
            itemsAt(other, 'hosts').some((host) => covers((text(host) ?? '').replace(/^.*\//, ''))),
        ),
    );
}

function* twins(manifest: WorldObject, server: unknown, path: string, world: World): Iterable<Issue> {
  for (const raw of itemsAt(server, 'hosts')) {
    const host = text(raw) ?? '';
    const twin = (listeners(world).get(keyOf(manifest, server, host)) ?? []).find((each) => each !== manifest);
    if (twin === undefined || twin.object.metadata.name === manifest.object.metadata.name) continue;
    yield {
      path: `${path}.hosts`,
      severity: 'warning',
      message: `Gateway ${twin.object.metadata.namespace ?? ''}/${twin.object.metadata.name} takes ${host} on port ${numberAt(server, 'port.number') ?? 0} of the same pods`,
      why: 'Which of the two is used is not defined: routes that name the other one answer 404.',
      fix: 'Share one Gateway (a VirtualService names it as namespace/name), or give each hosts of its own.',
    };
  }
}

function listeners(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('gateway listeners', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('networking.istio.io/v1/Gateway')) {
      for (const server of itemsAt(each.object, 'spec.servers')) {
        for (const host of itemsAt(server, 'hosts')) {
          const key = keyOf(each, server, text(host) ?? '');
          addTo(map, key, each);
        }
      }
    }
    return map;
  });
}

function keyOf({ object }: WorldObject, server: unknown, host: string): string {
  const selector = Object.entries(fieldsAt(object, 'spec.selector')).sort(byKey);
  // A host of one namespace is another host: `blog/*.example.com`. `*/` is every namespace, as no namespace is; `.` is the Gateway's own.
  const named = host.startsWith('./') ? `${object.metadata.namespace ?? ''}/${host.slice(2)}` : host.replace(/^\*\//, '');
  return JSON.stringify([selector, numberAt(server, 'port.number'), named]);
}
