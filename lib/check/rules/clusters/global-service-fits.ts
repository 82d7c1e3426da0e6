import { areApart, calledWhere, everywhere, type Placed } from '../../clusters/where.ts';
import { at, fieldsAt, itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject, fullName } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const GLOBAL = ['service.cilium.io/global', 'io.cilium/global-service'];
const SHARED = ['service.cilium.io/shared', 'io.cilium/shared-service'];

export const globalServiceFits = defineRule({
  id: 'global-service-fits',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'A Service that several clusters share is global in each of them, and has the same ports.',
  source: 'https://docs.cilium.io/en/stable/network/clustermesh/services/; seed 004, section 6.1',
  *check(manifest, world) {
    const own = services(world)
      .get(fullName(manifest))
      ?.find((each) => each.manifest.object === manifest.object);
    if (own === undefined) return;
    const others = (services(world).get(fullName(manifest)) ?? []).filter((each) => areApart(each, own) && gives(each.manifest));
    const [backend] = others;
    if (!isGlobal(manifest)) {
      const silent = !selects(manifest);
      if (backend === undefined || (silent && (!isPlain(manifest) || hasEndpoints(manifest, world)))) return;
      yield {
        path: 'metadata',
        severity: silent ? 'error' : 'info',
        message: silent
          ? `the Service has no selector and is not global: ${calledWhere(backend)} offers it to other clusters`
          : `the Service is global in ${backend.cluster ?? 'another cluster'}, not here`,
        why: silent
          ? 'It has no endpoints: every call to it is refused.'
          : 'Calls from here reach the pods of this cluster only, even when none is left.',
        fix: `Add the annotation ${GLOBAL[0] ?? ''}: "true".`,
      };
      return;
    }
    if (backend === undefined) return;
    for (const [index, port] of itemsAt(manifest.object, 'spec.ports').entries()) {
      const name = textAt(port, 'name');
      const number = textAt(port, 'port');
      const same = itemsAt(backend.manifest.object, 'spec.ports').find((each) => textAt(each, 'port') === number);
      const there = textAt(same, 'name');
      if (name === undefined || (same !== undefined && there === name)) continue;
      yield {
        path: `spec.ports[${index}].name`,
        message:
          same === undefined
            ? `${calledWhere(backend)} has no port ${number ?? ''}`
            : `port ${number ?? ''} is called ${name} here, and ${there ?? 'nothing'} in ${calledWhere(backend)}`,
        why: 'Backends of the other cluster are found by the name of the port: none is, and calls are refused.',
        fix: same === undefined ? 'Offer the same ports in every cluster.' : `Call it ${there ?? 'nothing'}, too.`,
      };
    }
  },
});

function annotation(manifest: WorldObject, keys: readonly string[]): string | undefined {
  const annotations = textsAt(manifest.object, 'metadata.annotations');
  return keys.map((key) => annotations[key]).find((value) => value !== undefined);
}

function isGlobal(manifest: WorldObject): boolean {
  return annotation(manifest, GLOBAL) === 'true';
}

/** Offers its pods to other clusters. */
function gives(manifest: WorldObject): boolean {
  return isGlobal(manifest) && annotation(manifest, SHARED) !== 'false' && selects(manifest);
}

function selects({ object }: WorldObject): boolean {
  return Object.keys(fieldsAt(object, 'spec.selector')).length > 0;
}

function isPlain({ object }: WorldObject): boolean {
  return (textAt(object, 'spec.type') ?? 'ClusterIP') === 'ClusterIP' && at(object, 'spec.externalIPs') === undefined;
}

function hasEndpoints({ object }: WorldObject, world: World): boolean {
  const { namespace = '', name } = object.metadata;
  return (
    world.find('v1/Endpoints', namespace, name) !== undefined ||
    world
      .inNamespace('discovery.k8s.io/v1/EndpointSlice', namespace)
      .some((each) => textsAt(each.object, 'metadata.labels')['kubernetes.io/service-name'] === name)
  );
}

/** Services of all clusters by namespace and name, where one of them is global. */
function services(world: World): ReadonlyMap<string, readonly Placed[]> {
  return world.everywhere.once('global services', () => {
    const all = everywhere(world, 'v1/Service');
    const names = new Set(all.filter(({ manifest }) => isGlobal(manifest)).map(({ manifest }) => fullName(manifest)));
    const map = new Map<string, Placed[]>();
    for (const each of names.size === 0 ? [] : all) if (names.has(fullName(each.manifest))) addTo(map, fullName(each.manifest), each);
    return map;
  });
}
