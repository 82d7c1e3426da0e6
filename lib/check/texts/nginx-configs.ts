import type { Container, PodTemplate } from '../pods.ts';
import { items, itemsAt, join, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { parseNginx, type NginxConfig } from './nginx.ts';
import { addTo } from '../../values/multimap.ts';

/** A configuration of nginx in a ConfigMap. */
export interface FoundConfig {
  readonly key: string;
  readonly path: string;
  readonly config: NginxConfig;
}

/** Configurations of an object, each parsed once; templates of other languages are left out. */
export function nginxConfigs(manifest: WorldObject, world: World): readonly FoundConfig[] {
  const known = world.once('nginx configurations', () => new Map<WorldObject, readonly FoundConfig[]>());
  let found = known.get(manifest);
  if (found === undefined) {
    found = Object.entries(textsAt(manifest.object, 'data')).flatMap(([key, text]) =>
      isNginx(key, text) ? [{ key, path: join('data', key), config: parseNginx(text) }] : [],
    );
    known.set(manifest, found);
  }
  return found;
}

function isNginx(key: string, text: string): boolean {
  if (text.includes('{{') || text.includes('_by_lua_block') || !/(^|\.)(conf|template|nginx)$|nginx|location|server/.test(key))
    return false;
  return (
    /^\s*(server|upstream\s+\S+|location\s+\S[^\n]*|http|events)\s*\{/m.test(text) &&
    /;\s*(#.*)?$/m.test(text) &&
    !/^\s*(backend|frontend)\s/m.test(text)
  );
}

/** A container that reads a ConfigMap, and where it has it. */
export interface Reader {
  readonly pod: PodTemplate;
  readonly container: Container;
  readonly mountPath: string;
  readonly subPath: string | undefined;
}

/** Containers by the ConfigMap that they mount. */
export function readersOf(world: World, namespace: string, name: string): readonly Reader[] {
  const readers = world.once('readers of ConfigMaps', () => {
    const found = new Map<string, Reader[]>();
    for (const pod of world.podTemplates()) {
      const maps = new Map(
        items(pod.spec['volumes']).map((volume) => [textAt(volume, 'name') ?? '', textAt(volume, 'configMap.name')] as const),
      );
      for (const container of pod.containers) {
        for (const mount of itemsAt(container.fields, 'volumeMounts')) {
          const map = maps.get(textAt(mount, 'name') ?? '');
          if (map === undefined) continue;
          const key = `${pod.namespace}/${map}`;
          const reader = { pod, container, mountPath: textAt(mount, 'mountPath') ?? '', subPath: textAt(mount, 'subPath') };
          addTo(found, key, reader);
        }
      }
    }
    return found;
  });
  return readers.get(`${namespace}/${name}`) ?? [];
}
