import { helmValuesOf } from './helm.ts';
import { itemsAt, strings, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';

/** A place where a claim, or the values of a chart, name a storage class. */
export interface NamedClass {
  readonly name: string | undefined;
  readonly path: string;
}

/** Kinds of operators that make claims. */
export const OPERATED_CLASS_KINDS = [
  'kafka.strimzi.io/v1beta2/Kafka',
  'monitoring.coreos.com/v1/Alertmanager',
  'monitoring.coreos.com/v1/Prometheus',
  'monitoring.coreos.com/v1/ThanosRuler',
  'postgresql.cnpg.io/v1/Cluster',
] as const;

function classesBelow(value: unknown, path: string): readonly NamedClass[] {
  return [...strings(value, path)]
    .filter(
      (each) => each.key === 'storageClass' || each.key === 'storageClassName' || (each.key === 'class' && each.path.includes('storage')),
    )
    .map((each) => ({ name: each.value, path: each.path }));
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
  if (OPERATED_CLASS_KINDS.some((kind) => kind.endsWith(`/${object.kind}`))) return classesBelow(object['spec'], 'spec');
  return helmValuesOf(manifest).flatMap(({ values, path }) =>
    [...strings(values, path)]
      // `-` is how charts write that a claim has no class.
      .filter(({ key, value }) => (key === 'storageClass' || key === 'storageClassName') && value !== '-' && !/[{$]/.test(value))
      .map((each) => ({ name: each.value, path: each.path })),
  );
}
