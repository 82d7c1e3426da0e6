import { chartSpeech } from '../../hosts/chart-speech.ts';
import { speechOf } from '../../hosts/port-encryption.ts';
import { clientTls } from '../../mesh.ts';
import { backendEnds, NGINX_PROTOCOL, sentOn } from '../../network/backend-ends.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

export const routeBackendEncrypts = defineRule({
  id: 'route-backend-encrypts',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService', 'gateway.networking.k8s.io/v1/HTTPRoute', 'networking.k8s.io/v1/Ingress'],
  asks: 'What a gateway or ingress-nginx sends to a port that speaks HTTPS is encrypted on the way, and what it sends to a plain one is not.',
  source:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#backend-protocol; https://istio.io/latest/docs/ops/configuration/traffic-management/tls-configuration/',
  *check(manifest, world) {
    const way = sentOn(manifest);
    if (way === undefined) return;
    for (const { path, name, namespace, port } of backendEnds(manifest, world)) {
      const service = world.find('v1/Service', namespace, name);
      const ports = servicePorts(service?.object);
      const end =
        ports.find((each) => each.port === port || each.name === port) ?? (port === undefined && ports.length === 1 ? ports[0] : undefined);
      if (service === undefined || end === undefined) continue;
      const speech = speechOf(service, end, world) ?? chartSpeech(world, namespace, name, end.port);
      if (speech === undefined || speech.encrypted === (way === 'https')) continue;
      if (speech.encrypted && isEncrypted(service, end.port, world)) continue;
      yield {
        path,
        ...(speech.sure ? {} : { severity: 'warning' as const }),
        message: `${way === 'https' ? 'it is sent HTTPS' : 'it is sent plain HTTP'}, and port ${end.port} of Service ${namespace}/${name} ${speech.because}`,
        why: speech.encrypted
          ? 'The server answers 400 ("client sent an HTTP request to an HTTPS server") or hangs up: every page is an error.'
          : 'The handshake ends with "wrong version number": every page is 502.',
        fix: FIXES[manifest.object.kind]?.[speech.encrypted ? 0 : 1] ?? 'Name the port that speaks so.',
      };
    }
  },
});

const FIXES: Readonly<Record<string, readonly [string, string]>> = {
  VirtualService: [
    'Add a DestinationRule for the Service with tls mode SIMPLE, pass TLS through (PASSTHROUGH and tls routes), or name a plain port.',
    'Name the port that speaks HTTPS.',
  ],
  HTTPRoute: ['Add a BackendTLSPolicy for the Service, or name a plain port.', 'Name the port that speaks HTTPS.'],
  Ingress: [`Set ${NGINX_PROTOCOL}: HTTPS, or name a plain port.`, `Remove ${NGINX_PROTOCOL}.`],
};

/** A DestinationRule or a policy for backends lets the proxy encrypt. */
function isEncrypted(service: WorldObject, port: number, world: World): boolean {
  if (['SIMPLE', 'MUTUAL'].includes(clientTls(world, service, port)?.mode ?? '')) return true;
  const { namespace, name } = service.object.metadata;
  return world
    .inNamespace('gateway.networking.k8s.io/v1/BackendTLSPolicy', namespace ?? '')
    .some(({ object }) => itemsAt(object, 'spec.targetRefs').some((each) => textAt(each, 'name') === name));
}
