import { fieldsAt, itemsAt, text, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { GATEWAY, hooksOf, hostsMeet, type Hook } from './gateway-listeners.ts';

/** Redirects to https that a route of the Gateway API answers on its listener for https, too. */
export function* gatewayRedirects(route: WorldObject, world: World): Iterable<Issue> {
  const hosts = itemsAt(route.object, 'spec.hostnames').flatMap((each) => text(each) ?? []);
  for (const rule of itemsAt(route.object, 'spec.rules')) {
    const redirect = itemsAt(rule, 'filters')
      .map((filter) => fieldsAt(filter, 'requestRedirect'))
      .find(({ scheme }) => scheme === 'https');
    // With another host, port or path it may lead elsewhere; a header tells what came over TLS already.
    if (redirect === undefined || ['hostname', 'port', 'path'].some((key) => redirect[key] !== undefined)) continue;
    if (itemsAt(rule, 'matches').some((match) => itemsAt(match, 'headers').length > 0)) continue;
    const place = hooksOf(route).findIndex((hook) => encrypted(hook, hosts, world) !== undefined);
    const hook = hooksOf(route)[place];
    if (hook === undefined) continue;
    const listener = encrypted(hook, hosts, world) ?? '';
    yield {
      path: `spec.parentRefs[${place}]`,
      severity: hosts.some((host) => !host.startsWith('*')) ? 'error' : 'warning',
      message: `the redirect to https hangs on the listener ${listener} of Gateway ${hook.gateway}, too, which serves https already`,
      why: 'What came by https is sent to https: the browser follows until it gives up with "too many redirects".',
      fix: 'Name the listener for plain HTTP in sectionName.',
    };
  }
}

/** The listener that ends TLS among those on which a route hangs. */
function encrypted({ gateway, listener, port }: Hook, hosts: readonly string[], world: World): string | undefined {
  const [namespace = '', name = ''] = gateway.split('/');
  const found = itemsAt(world.find(GATEWAY, namespace, name)?.object, 'spec.listeners').find(
    (each) =>
      textAt(each, 'protocol') === 'HTTPS' &&
      textAt(each, 'tls.mode') !== 'Passthrough' &&
      (listener ?? textAt(each, 'name')) === textAt(each, 'name') &&
      (port ?? textAt(each, 'port')) === textAt(each, 'port') &&
      (hosts.length === 0 || hosts.some((host) => hostsMeet(textAt(each, 'hostname') ?? host, host))),
  );
  return textAt(found, 'name');
}
