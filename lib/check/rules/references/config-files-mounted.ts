import { items, itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { readersOf, type Reader } from '../../texts/nginx-configs.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const configFilesMounted = defineRule({
  id: 'config-files-mounted',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'Of a ConfigMap whose files are mounted one by one, each is mounted by somebody.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  *check(manifest, world) {
    const { namespace = '', name } = manifest.object.metadata;
    const readers = readersOf(world, namespace, name);
    const taken = readers.map((each) => keysOf(each, name));
    if (readers.length === 0 || taken.some((each) => each === undefined)) return;
    const mounted = new Set(taken.flatMap((each) => each ?? []));
    const named = variablesOf(world).get(`${namespace}/${name}`) ?? [];
    // All of it is read as variables, too; a label may ask for what another program picks up.
    if (named.includes('*') || isPickedUp(manifest)) return;
    const lost = Object.keys(textsAt(manifest.object, 'data')).filter(
      (key) => /\.\w+$/.test(key) && !mounted.has(key) && !named.includes(key),
    );
    const [first] = readers;
    if (lost.length === 0 || first === undefined) return;
    const { owner } = first.pod;
    yield {
      path: 'data',
      message: `no container mounts ${lost.join(', ')}: ${owner.object.kind} ${owner.object.metadata.name} mounts only ${[...mounted].join(', ')} of it, file by file`,
      why: 'The program never sees what stands there: it runs with its defaults, and nothing says so.',
      fix: `Mount ${lost.length === 1 ? 'it' : 'them'} as well (subPath), or mount the whole ConfigMap; or take out what nobody needs.`,
    };
  },
});

/** Keys of a ConfigMap that a mount brings; `undefined` for all of them. */
function keysOf({ pod, mountPath, subPath, container }: Reader, name: string): readonly string[] | undefined {
  const mount = itemsAt(container.fields, 'volumeMounts').find(
    (each) => textAt(each, 'mountPath') === mountPath && textAt(each, 'subPath') === subPath,
  );
  const source = items(pod.spec['volumes']).find(
    (each) => textAt(each, 'name') === textAt(mount, 'name') && textAt(each, 'configMap.name') === name,
  );
  const picked = itemsAt(source, 'configMap.items');
  const files = picked.map((each) => [textAt(each, 'path'), textAt(each, 'key') ?? ''] as const);
  if (subPath !== undefined) return [files.find(([path]) => path === subPath)?.[1] ?? subPath];
  return picked.length === 0 ? undefined : files.map(([, key]) => key);
}

function isPickedUp({ object }: WorldObject): boolean {
  return Object.keys(textsAt(object, 'metadata.labels')).some(
    (label) => !/^app(?:$|\.kubernetes\.io\/)|^(?:helm\.sh|kustomize)/.test(label),
  );
}

/** Keys of each ConfigMap that containers read as variables, `*` for all. */
function variablesOf(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('keys read as variables', () => {
    const found = new Map<string, string[]>();
    for (const { namespace, containers } of world.podTemplates()) {
      for (const { fields } of containers) {
        for (const each of itemsAt(fields, 'envFrom')) addTo(found, `${namespace}/${textAt(each, 'configMapRef.name') ?? ''}`, '*');
        for (const each of itemsAt(fields, 'env'))
          addTo(
            found,
            `${namespace}/${textAt(each, 'valueFrom.configMapKeyRef.name') ?? ''}`,
            textAt(each, 'valueFrom.configMapKeyRef.key') ?? '',
          );
      }
    }
    return found;
  });
}
