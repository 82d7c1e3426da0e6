import { itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';

/** ConfigMaps whose values pods take in as variables, as a whole or key by key: `namespace/name`. */
export function takenConfigMaps(world: World): ReadonlySet<string> {
  return world.once('config maps taken in as variables', () => {
    const names = world
      .podTemplates()
      .flatMap(({ namespace, containers }) =>
        containers.flatMap(({ fields }) => [
          ...itemsAt(fields, 'envFrom').map((each) => `${namespace}/${textAt(each, 'configMapRef.name') ?? ''}`),
          ...itemsAt(fields, 'env').map((each) => `${namespace}/${textAt(each, 'valueFrom.configMapKeyRef.name') ?? ''}`),
        ]),
      );
    return new Set(names);
  });
}
