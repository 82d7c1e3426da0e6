import { AUTHORIZATION_POLICY, actionOf } from '../../network/authorization/policies.ts';
import { listOf, rulesOf } from '../../network/authorization/authorize.ts';
import { at, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { isEmptySelector } from '../../selector.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const authorizationPathsArrive = defineRule({
  id: 'authorization-paths-arrive',
  severity: 'warning',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'The paths that an AuthorizationPolicy lets in are those that arrive: with the beginning that the routes of the gateway leave on them.',
  source:
    'https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation; https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite',
  *check(manifest, world) {
    if (actionOf(manifest) !== 'ALLOW') return;
    const selector = at(manifest.object, 'spec.selector');
    if (isEmptySelector(selector)) return;
    // Whether they have a sidecar yet is another question.
    const services = world.podsSelected(selector, manifest.object.metadata.namespace ?? '').flatMap((pod) => world.servicesOf(pod));
    const routes = [...new Set(services)].flatMap(
      ({ object }) => arriving(world).get(`${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [],
    );
    // A route that shows no beginning hands on any path.
    if (routes.length === 0 || routes.some(({ prefix }) => prefix === undefined)) return;
    for (const { rule, path } of rulesOf(manifest)) {
      for (const [index, to] of itemsAt(rule, 'to').entries()) {
        const lost = listOf(to, 'operation.paths').flatMap((written) => {
          const route = routes.some(({ prefix = '' }) => meets(written, prefix))
            ? undefined
            : routes.find((each) => isCut(written, each.prefix ?? ''));
          return route === undefined ? [] : [{ written, route }];
        });
        const [first] = lost;
        if (first === undefined) continue;
        const { prefix = '', by } = first.route;
        const folder = prefix.replace(/\/$/, '');
        const meant = `${folder.slice(0, folder.lastIndexOf('/'))}${first.written}`;
        yield {
          path: `${path}.to[${index}].operation.paths`,
          message: `${lost.map(({ written }) => written).join(', ')}: what VirtualService ${by.object.metadata.name} hands on begins with ${prefix}`,
          why: 'The sidecar compares the path as it arrives, and no route rewrites it: what this rule was to let in is refused with 403.',
          fix: `Write ${meant}, or let the route rewrite ${prefix}.`,
        };
      }
    }
  },
});

interface Arriving {
  readonly by: WorldObject;
  /** What all paths of the route begin with; `undefined` where that is not known. */
  readonly prefix: string | undefined;
}

/** Routes of gateways by the Service that they end at. */
function arriving(world: World): ReadonlyMap<string, readonly Arriving[]> {
  return world.once('paths that arrive by service', () => {
    const found = new Map<string, Arriving[]>();
    for (const by of world.ofKind('networking.istio.io/v1/VirtualService')) {
      for (const route of itemsAt(by.object, 'spec.http')) {
        const prefixes = prefixesOf(route);
        for (const each of itemsAt(route, 'route')) {
          const host = serviceHost(textAt(each, 'destination.host') ?? '', by.object.metadata.namespace ?? '');
          if (host === undefined) continue;
          for (const prefix of prefixes) addTo(found, `${host.namespace}/${host.name}`, { by, prefix });
        }
      }
    }
    return found;
  });
}

function prefixesOf(route: unknown): readonly (string | undefined)[] {
  const matches = itemsAt(route, 'match');
  if (matches.length === 0 || at(route, 'rewrite') !== undefined) return [undefined];
  return matches.map((match) => {
    const uri = fieldsAt(match, 'uri');
    const written = textAt(uri, 'prefix') ?? textAt(uri, 'exact');
    return written === undefined || written === '/' ? undefined : written;
  });
}

/** Some request fits both; a star stands at one end. */
function meets(path: string, prefix: string): boolean {
  if (path.startsWith('*') || path.includes('{')) return true;
  const bare = path.replace(/\*$/, '');
  return bare.startsWith(prefix) || (path.endsWith('*') && prefix.startsWith(bare));
}

/** The path is that of the route without its first folders: `/auth/login` behind `/api/auth`. */
function isCut(path: string, prefix: string): boolean {
  const first = /^\/[^/*]+/.exec(path)?.[0];
  return first !== undefined && prefix.replace(/\/$/, '').endsWith(first) && prefix.replace(/\/$/, '') !== first;
}
