import { peerMode, ROOT_NAMESPACE } from '../../mesh.ts';
import { REQUEST_AUTHENTICATION } from '../../network/authorization/tokens.ts';
import { bypassesSidecar } from '../../mesh/sidecar.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPort, serviceHost, servicePorts } from '../../services.ts';
import { urlsIn } from '../../urls.ts';
import type { World } from '../../world.ts';

export const tokenKeysReachable = defineRule({
  id: 'token-keys-reachable',
  severity: 'error',
  kinds: [REQUEST_AUTHENTICATION],
  asks: 'The keys with which tokens are checked are at an address from which istiod may fetch them.',
  source: 'https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule',
  *check(manifest, world) {
    for (const [index, rule] of itemsAt(manifest.object, 'spec.jwtRules').entries()) {
      const [url] = [...urlsIn(textAt(rule, 'jwksUri') ?? '')];
      // Seen from istiod, in its own namespace.
      const host = url === undefined ? undefined : serviceHost(url.host, ROOT_NAMESPACE);
      const service = host === undefined ? undefined : world.find('v1/Service', host.namespace, host.name);
      const own = manifest.object.metadata.namespace ?? '';
      if (url !== undefined && host !== undefined && service === undefined && /^[\w-]+$/.test(url.host)) {
        if (own === ROOT_NAMESPACE || world.find('v1/Service', own, url.host) === undefined) continue;
        yield {
          path: `spec.jwtRules[${index}].jwksUri`,
          message: `istiod looks for ${url.host} in ${ROOT_NAMESPACE}, and the Service is in "${own}"`,
          why: 'istiod gets no keys and hands out one that fits nothing: every request with a token is refused with 401.',
          fix: `Write ${url.host}.${own}.svc.cluster.local.`,
        };
        continue;
      }
      if (url === undefined || service === undefined || fetchedByProxy(world)) continue;
      for (const pod of world.podsOfService(service)) {
        const port = servicePorts(service.object).find((each) => each.port === url.port);
        const number = port === undefined ? undefined : podPort(port, pod);
        const { mode, policy } = peerMode(world, pod, number);
        if (pod.injection !== 'yes' || mode !== 'STRICT' || (number !== undefined && bypassesSidecar(pod, number))) continue;
        yield {
          path: `spec.jwtRules[${index}].jwksUri`,
          message: `istiod fetches ${url.text} without a certificate, and PeerAuthentication ${policy?.object.metadata.name ?? ''} demands mTLS (STRICT) of ${pod.owner.object.kind} ${pod.owner.object.metadata.name}`,
          why: 'istiod gets no keys and hands out one that fits nothing: every request with a token is refused with 401 ("Jwks doesn\'t have key to match").',
          fix: 'Write the keys into jwks, let the proxies fetch them (PILOT_JWT_ENABLE_REMOTE_JWKS of istiod), or take plain text on this port (portLevelMtls).',
        };
        break;
      }
    }
  },
});

/** istiod leaves it to the proxies, which have certificates. */
function fetchedByProxy(world: World): boolean {
  return world.once('keys are fetched by proxies', () =>
    world
      .ofKind('argoproj.io/v1alpha1/Application')
      .some(({ object }) => JSON.stringify(object['spec'] ?? '').includes('PILOT_JWT_ENABLE_REMOTE_JWKS')),
  );
}
