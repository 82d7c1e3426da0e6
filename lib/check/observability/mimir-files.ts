import { parseImage } from '../images.ts';
import { wordsOf } from '../programs/of-images.ts';
import { join, textsAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';
import { MIMIR_ENDS, mimirKeys } from './mimir-keys.ts';
import { podsWith } from './stores.ts';

/** Keys that a Mimir does not read, in a file of a ConfigMap that its container is told to read. */
export function* mimirFileFaults(manifest: WorldObject, world: World): Iterable<Issue> {
  const data = textsAt(manifest.object, 'data');
  for (const pod of podsWith(world, manifest)) {
    const container = pod.containers.find(({ image }) => /(?:^|\/)mimir$/.test(parseImage(image ?? '').path));
    const words =
      container === undefined
        ? ''
        : wordsOf(container)
            .map(({ value }) => value)
            .join(' ');
    for (const [name, content] of Object.entries(data)) {
      if (!words.includes(`/${name}`)) continue;
      for (const { key, place } of mimirKeys(yamlIn(content)))
        yield {
          path: join('data', name),
          message: `Mimir reads no ${key}; there is ${place}`,
          why: MIMIR_ENDS,
          fix: `Write it as ${place}.`,
        };
    }
    // Parts that run with one file are told of it once.
    if (words !== '') return;
  }
}
