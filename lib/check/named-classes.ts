import { helmValuesOf } from './helm.ts';
import { itemsAt, strings, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';

/** A place where a claim, or the values of a chart, name a storage class. */
export interface NamedClass {
  readonly name: string | undefined;
  readonly path: string;
}

export function namedClasses(manifest: WorldObject): readonly NamedClass[] {
  const { object } = manifest;
  if (object.kind === 'PersistentVolumeClaim') return [{ name: textAt(object, 'spec.storageClassName'), path: 'spec.storageClassName' }];
  if (object.kind === 'StatefulSet') {
    return itemsAt(object, 'spec.volumeClaimTemplates').map((claim, index) => ({
      name: textAt(claim, 'spec.storageClassName'),
      path: `spec.volumeClaimTemplates[${index}].spec.storageClassName`,
    }));
  }
  return helmValuesOf(manifest).flatMap(({ values, path }) =>
    [...strings(values, path)]
      // `-` is how charts write that a claim has no class.
      .filter(({ key, value }) => (key === 'storageClass' || key === 'storageClassName') && value !== '-' && !/[{$]/.test(value))
      .map((each) => ({ name: each.value, path: each.path })),
  );
}
