import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { texts } from '../../texts.ts';

/** Variables whose value is a list of origins, by their names. */
const NAMED = /CORS_?(?:\w+_)?(ALLOWED?_?)?ORIGINS?(_LIST)?$|^ACCESS_CONTROL_ALLOW_ORIGIN$/i;
const INGRESS = 'nginx.ingress.kubernetes.io/cors-allow-origin';

export const corsOriginsMatch = defineRule({
  id: 'cors-origins-match',
  severity: 'error',
  kinds: [
    ...POD_KINDS,
    'v1/ConfigMap',
    'networking.istio.io/v1/VirtualService',
    'networking.k8s.io/v1/Ingress',
    'gateway.networking.k8s.io/v1/HTTPRoute',
  ],
  asks: 'Origins that may call an API are written as browsers send them: scheme and host, without a path.',
  source:
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin; https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'VirtualService') {
      for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
        for (const [place, origin] of itemsAt(route, 'corsPolicy.allowOrigins').entries()) {
          const path = `spec.http[${index}].corsPolicy.allowOrigins[${place}]`;
          yield* exact(`${path}.exact`, 'exact', textAt(origin, 'exact'));
          const regex = textAt(origin, 'regex');
          if (regex === undefined || /^\^?\(?(\.[*+]|https?|\[|http)/.test(regex) || regex.includes('://')) continue;
          yield issue(
            `${path}.regex`,
            `the expression ${regex} is for the whole origin, and origins begin with http:// or https://`,
            `Write https?://${regex.replace(/^\^/, '')}.`,
          );
        }
      }
      return;
    }
    const listed =
      object.kind === 'Ingress'
        ? [{ path: `metadata.annotations["${INGRESS}"]`, key: INGRESS, value: textsAt(object, 'metadata.annotations')[INGRESS] ?? '' }]
        : texts(manifest, world).filter(({ key, value }) => NAMED.test(key) && value.length < 2000);
    for (const { path, key, value } of listed) {
      for (const origin of value.replace(/^\[|\]$/g, '').split(/[\s,;]+/)) yield* exact(path, key, origin.replace(/^["']|["']$/g, ''));
    }
  },
});

/** An origin without its scheme, or with a path behind its host. */
function* exact(path: string, key: string, origin: string | undefined): Iterable<Issue> {
  if (origin === undefined || origin === '' || /[*$<{]|^null$/.test(origin)) return;
  const bare = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:\/.*)?$|^localhost(?::\d+)?$/i.test(origin);
  if (bare) yield issue(path, `${key} has ${origin}, without a scheme`, `Write https://${origin.replace(/\/.*$/, '')}.`);
  const [, host, behind] = /^(https?:\/\/[^/\s]+)(\/\S*)$/.exec(origin) ?? [];
  if (host !== undefined) yield issue(path, `${key} has ${origin}, with "${behind ?? ''}" behind the host`, `Write ${host}.`);
}

function issue(path: string, message: string, fix: string): Issue {
  return {
    path,
    message,
    why: 'Browsers send https://blog.example.com and nothing else: no origin ever matches, and every call of the page is blocked.',
    fix,
  };
}
