import { parseImage } from '../images.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { wordsOf } from '../programs/of-images.ts';
import { fields, itemsAt, join, textAt, textsAt } from '../read.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';
import type { WorldObject } from '../rule.ts';
import { shapesIn, type Shape } from './shapes.ts';
import { addTo } from '../../values/multimap.ts';

/** A pod that runs with a configuration of Loki or Tempo out of a ConfigMap. */
export interface RunningStore {
  readonly kind: 'loki' | 'tempo';
  readonly shape: Shape;
  readonly pod: PodTemplate;
  readonly container: Container;
  /** First numbers of the image's version: `[3, 3]`; empty where the tag says none. */
  readonly version: readonly number[];
  /** Runs all parts in one process. */
  readonly whole: boolean;
}

/** Pods that mount a ConfigMap with the configuration of Loki or Tempo. */
export function runningStores(world: World, manifest: WorldObject): readonly RunningStore[] {
  const { object } = manifest;
  if (object.kind !== 'ConfigMap') return [];
  return podsWith(world, manifest).flatMap((pod) =>
    (['loki', 'tempo'] as const).flatMap((kind) => {
      const container = pod.containers.find(
        ({ image, init }) =>
          !init &&
          parseImage(image ?? '')
            .path.split('/')
            .at(-1) === kind,
      );
      if (container === undefined) return [];
      const shapes = shapesIn(world, manifest, kind);
      return (shapes.length > 0 ? shapes : named(manifest, kind, container)).map((shape) => running(kind, shape, pod, container));
    }),
  );
}

/** The file that the container is told to read, whatever its form. */
function named(manifest: WorldObject, kind: RunningStore['kind'], container: Container): readonly Shape[] {
  const words = wordsOf(container)
    .map(({ value }) => value)
    .join(' ');
  return Object.entries(textsAt(manifest.object, 'data')).flatMap(([key, value]) => {
    const content = words.includes(`/${key}`) ? yamlIn(value) : undefined;
    return Object.keys(fields(content)).length === 0 ? [] : [{ kind, manifest, path: join('data', key), inText: true, content }];
  });
}

function running(kind: RunningStore['kind'], shape: Shape, pod: PodTemplate, container: Container): RunningStore {
  const version =
    /^v?(\d+)\.(\d+)/
      .exec(parseImage(container.image ?? '').tag ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  const target = textAt(shape.content, 'target');
  const parts = wordsOf(container).some(({ value }) => /^--?target=(?!all$)/.test(value)) || (target !== undefined && target !== 'all');
  return { kind, shape, pod, container, version, whole: !parts && pod.owner.object.kind !== 'DaemonSet' };
}

/** Pods of the same namespace that mount a ConfigMap. */
export function podsWith(world: World, { object }: WorldObject): readonly PodTemplate[] {
  const byName = world.once('pods by mounted ConfigMap', () => {
    const map = new Map<string, PodTemplate[]>();
    for (const pod of world.podTemplates()) {
      const mounted = itemsAt(pod.spec, 'volumes').flatMap((volume) => textAt(volume, 'configMap.name') ?? []);
      for (const name of new Set(mounted)) addTo(map, `${pod.namespace}/${name}`, pod);
    }
    return map;
  });
  return byName.get(`${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [];
}
