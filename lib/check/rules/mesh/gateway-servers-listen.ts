import { endsTls, gatewayServers, listeners, openPorts, type GatewayServer } from '../../mesh/gateway-servers.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const gatewayServersListen = defineRule({
  id: 'gateway-servers-listen',
  severity: 'error',
  kinds: ['networking.istio.io/v1/Gateway'],
  asks: 'Each server of a Gateway has the TLS settings that its protocol needs, and a host and port that no other Gateway takes.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings; https://istio.io/latest/docs/reference/config/analysis/ist0145/',
  *check(manifest, world) {
    for (const server of gatewayServers(manifest)) {
      yield* settings(server);
      if (server.redirects && !server.secure && !endsTls(world, manifest, server.hosts))
        yield {
          path: `${server.path}.tls.httpsRedirect`,
          severity: 'warning',
          message: `the server on port ${server.port} redirects ${server.hosts.join(', ')} to HTTPS, and no Gateway of these pods ends TLS for them`,
          why: 'Browsers are sent to a port on which nobody answers; where TLS ends before the gateway, they are sent round in a circle.',
          fix: 'Add a server with protocol HTTPS for these hosts, or leave httpsRedirect out.',
        };
      yield* twins(manifest, server, world);
      const { service, ports } = openPorts(world, manifest);
      if (server.port === 0 || ports.length === 0 || ports.includes(server.port)) continue;
      yield {
        path: `${server.path}.port.number`,
        severity: 'warning',
        message: `port ${server.port} is none of Service ${service}, which has ${ports.join(', ')}`,
        why: 'The gateway listens where nobody is let in: the hosts of this server are not reached.',
        fix: 'Write a port of the Service of the gateway, or add this one to it.',
      };
    }
  },
});

/** What one server says of itself. */
function* settings({ path, port, protocol, secure, tls, mode, certificate, redirects }: GatewayServer): Iterable<Issue> {
  const who = `the server on port ${port}`;
  if (secure && !tls) {
    yield {
      path: `${path}.tls`,
      message: `${who} speaks ${protocol} and has no tls settings`,
      why: 'Istio refuses the Gateway, or the port stays closed: HTTPS is down for all of its hosts.',
      fix: 'Add tls: {mode: SIMPLE, credentialName: …}.',
    };
  } else if (secure && ['SIMPLE', 'MUTUAL', undefined].includes(mode) && !certificate) {
    yield {
      path: `${path}.tls`,
      message: `${who} ends TLS (${mode ?? 'SIMPLE'}) without a certificate`,
      why: 'The listener has no certificate to show: every handshake fails.',
      fix: 'Set tls.credentialName to a Secret in the namespace of the gateway pods.',
    };
  }
  if (['HTTP', 'HTTP2', 'GRPC'].includes(protocol) && (certificate || mode !== undefined)) {
    yield {
      path: `${path}.port.protocol`,
      severity: 'warning',
      message: `${who} has a certificate and speaks plain ${protocol}`,
      why: 'Istio uses the certificate only with protocol HTTPS: the port answers in plain text, and browsers report a protocol error.',
      fix: 'Write protocol: HTTPS.',
    };
  }
  if (redirects && secure) {
    yield {
      path: `${path}.tls.httpsRedirect`,
      message: `${who} speaks ${protocol} and redirects to HTTPS`,
      why: 'Every request is sent back to where it came from, until the browser gives up.',
      fix: 'Set httpsRedirect on the HTTP server of port 80.',
    };
  }
}

function* twins(manifest: WorldObject, { path, port, hosts }: GatewayServer, world: World): Iterable<Issue> {
  for (const host of hosts) {
    const twin = listeners(world, manifest, port, host).find((each) => each !== manifest);
    if (twin === undefined || twin.object.metadata.name === manifest.object.metadata.name) continue;
    yield {
      path: `${path}.hosts`,
      severity: 'warning',
      message: `Gateway ${twin.object.metadata.namespace ?? ''}/${twin.object.metadata.name} takes ${host} on port ${port} of the same pods`,
      why: 'Which of the two is used is not defined: routes that name the other one answer 404.',
      fix: 'Share one Gateway (a VirtualService names it as namespace/name), or give each hosts of its own.',
    };
  }
}
