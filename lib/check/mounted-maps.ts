import { volume, type Container, type PodTemplate } from './pods.ts';
import { items, itemsAt, textAt, textsAt, type Fields } from './read.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** A ConfigMap of the tree as a container has it. */
export interface MountedMap {
  readonly config: WorldObject;
  readonly name: string;
  /** Its texts by their keys. */
  readonly data: Readonly<Record<string, string>>;
  /** The volume that brings it, which may give other names to its keys. */
  readonly volume: Fields;
  /** Where it is mounted, without a slash at the end. */
  readonly folder: string;
  /** The one entry that is mounted, as a file. */
  readonly subPath: string | undefined;
  /** Of the mount: `spec.template.spec.containers[0].volumeMounts[1]` */
  readonly path: string;
}

/** Those of a container, mount by mount; a ConfigMap that is not in the tree is left out. */
export function mountedMaps(pod: PodTemplate, container: Container, world: World): readonly MountedMap[] {
  return itemsAt(container.fields, 'volumeMounts').flatMap((mount, index): readonly MountedMap[] => {
    const source = volume(pod, textAt(mount, 'name') ?? '');
    const name = textAt(source, 'configMap.name');
    const config = name === undefined ? undefined : world.find('v1/ConfigMap', pod.namespace, name);
    if (source === undefined || name === undefined || config === undefined) return [];
    return [
      {
        config,
        name,
        data: textsAt(config.object, 'data'),
        volume: source,
        folder: (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, ''),
        subPath: textAt(mount, 'subPath'),
        path: `${container.path}.volumeMounts[${index}]`,
      },
    ];
  });
}

/** ConfigMaps of the tree among the volumes of a pod, whichever container mounts them. */
export function mapsOf(pod: PodTemplate, world: World): readonly WorldObject[] {
  return items(pod.spec['volumes']).flatMap((each) => {
    const name = textAt(each, 'configMap.name');
    return name === undefined ? [] : (world.find('v1/ConfigMap', pod.namespace, name) ?? []);
  });
}
