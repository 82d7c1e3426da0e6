import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { matchesSelector } from '../selector.ts';
import type { World } from '../world.ts';

export const GATEWAY = 'gateway.networking.k8s.io/v1/Gateway';
export const HTTP_ROUTE = 'gateway.networking.k8s.io/v1/HTTPRoute';

/** Where a route of the Gateway API hangs: a Gateway, and what narrows it to some of its listeners. */
export interface Hook {
  readonly gateway: string;
  readonly listener: string | undefined;
  readonly port: string | undefined;
}

export function hooksOf({ object }: WorldObject): readonly Hook[] {
  return itemsAt(object, 'spec.parentRefs').flatMap((each) =>
    (textAt(each, 'kind') ?? 'Gateway') === 'Gateway'
      ? [
          {
            gateway: `${textAt(each, 'namespace') ?? object.metadata.namespace ?? ''}/${textAt(each, 'name') ?? ''}`,
            listener: textAt(each, 'sectionName'),
            port: textAt(each, 'port'),
          },
        ]
      : [],
  );
}

/** Hosts that a listener serves: its own, or those of the routes that hang on it. */
export function hostsOfListener(gateway: WorldObject, listener: unknown, world: World): readonly string[] {
  const own = textAt(listener, 'hostname');
  if (own !== undefined) return [own];
  const name = `${gateway.object.metadata.namespace ?? ''}/${gateway.object.metadata.name}`;
  const fits = (hook: Hook): boolean =>
    hook.gateway === name &&
    (hook.listener ?? textAt(listener, 'name')) === textAt(listener, 'name') &&
    (hook.port ?? textAt(listener, 'port')) === textAt(listener, 'port');
  return world
    .ofKind(HTTP_ROUTE)
    .filter((route) => hooksOf(route).some(fits))
    .flatMap(({ object }) => itemsAt(object, 'spec.hostnames').flatMap((each) => text(each) ?? []));
}

/** Whether a host, or a star in place of its first labels, may be meant by another. */
export function hostsMeet(a: string, b: string): boolean {
  const within = (wide: string, host: string): boolean => wide.startsWith('*.') && host.endsWith(wide.slice(1));
  return a === b || within(a, b) || within(b, a);
}

/** Whether a listener of a Gateway in `place` takes routes of the namespace `own`: without a word those of its own only. */
export function admits(world: World, listener: unknown, place: string, own: string): boolean {
  const from = textAt(listener, 'allowedRoutes.namespaces.from') ?? 'Same';
  if (from === 'All' || own === '' || place === '') return true;
  if (from !== 'Selector') return own === place && from === 'Same';
  const labels = world.namespaceLabels(own);
  const selector = {
    matchLabels: textsAt(listener, 'allowedRoutes.namespaces.selector.matchLabels'),
    matchExpressions: itemsAt(listener, 'allowedRoutes.namespaces.selector.matchExpressions'),
  };
  return labels === undefined || matchesSelector(selector, { 'kubernetes.io/metadata.name': own, ...labels });
}
