import { entryHosts } from './mesh/service-entries.ts';
import { itemsAt, numberAt, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { serviceHost, type ServiceHost } from './services.ts';
import type { World } from './world.ts';

/** A place where a VirtualService or DestinationRule names a Service of the mesh. */
export interface Destination {
  /** As written: short or long. */
  readonly written: string;
  readonly host: ServiceHost;
  readonly subset: string | undefined;
  readonly port: number | undefined;
  /** `spec.http[0].route[1].destination` */
  readonly path: string;
}

/** Destinations of an object; hosts of the outside world and those of ServiceEntries are left out. */
export function destinationsOf(manifest: WorldObject, world: World): readonly Destination[] {
  const entries = entryHosts(world);
  return places(manifest).flatMap(({ value, path }) => {
    const written = textAt(value, 'host') ?? '';
    const host = serviceHost(written, manifest.object.metadata.namespace ?? '');
    if (host === undefined || entries.has(written)) return [];
    return [{ written, host, subset: textAt(value, 'subset'), port: numberAt(value, 'port.number'), path }];
  });
}

function places({ object }: WorldObject): readonly { readonly value: unknown; readonly path: string }[] {
  if (object.kind === 'DestinationRule') return [{ value: { host: textAt(object, 'spec.host') }, path: 'spec' }];
  return ['http', 'tcp', 'tls'].flatMap((protocol) =>
    itemsAt(object, `spec.${protocol}`).flatMap((route, index) => {
      const path = `spec.${protocol}[${index}]`;
      const listed = (['route', 'mirrors'] as const).flatMap((list) =>
        itemsAt(route, list).map((each, place) => ({ value: destination(each), path: `${path}.${list}[${place}].destination` })),
      );
      const mirror =
        textAt(route, 'mirror.host') === undefined ? [] : [{ value: (route as { mirror: unknown }).mirror, path: `${path}.mirror` }];
      return [...listed, ...mirror];
    }),
  );
}

function destination(route: unknown): unknown {
  return typeof route === 'object' && route !== null && 'destination' in route ? route.destination : undefined;
}
