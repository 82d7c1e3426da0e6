import { documentKind } from '../../document.ts';
import { helmValuesOf } from '../../helm.ts';
import { itemsAt, strings, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';

/** Classes that distributions and clouds bring, without any manifest. */
const BROUGHT: ReadonlySet<string> = new Set(
  ['standard', 'standard-rwo', 'premium-rwo', 'gp2', 'gp3', 'default', 'managed', 'managed-csi', 'managed-premium', 'azurefile']
    .concat(['azurefile-csi', 'local-path', 'hostpath', 'microk8s-hostpath', 'do-block-storage', 'linode-block-storage', 'hcloud-volumes'])
    .concat(['vultr-block-storage', 'scw-bssd', 'oci-bv', 'ibmc-block-gold', 'civo-volume']),
);

export const storageClassExists = defineRule({
  id: 'storage-class-exists',
  severity: 'error',
  kinds: [
    'v1/PersistentVolumeClaim',
    'apps/v1/StatefulSet',
    'argoproj.io/v1alpha1/Application',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    documentKind('HelmValues'),
  ],
  asks: 'The storage class that a claim names exists, also where the values of a chart name it.',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/; seed 002, D-13',
  *check(manifest, world) {
    const classes = world.ofKind('storage.k8s.io/v1/StorageClass').map((each) => each.object.metadata.name);
    // Clusters come with classes that no manifest shows; only with one known can another be wrong.
    if (classes.length === 0) return;
    for (const { name, path } of namedClasses(manifest)) {
      if (name === undefined || name === '' || classes.includes(name)) continue;
      const near = nearName(name, classes);
      if (world.facts.whole !== true && BROUGHT.has(name)) continue;
      yield {
        path,
        severity: world.facts.whole === true || near !== undefined ? 'error' : 'warning',
        message: `there is no StorageClass ${name}; known: ${classes.join(', ')}`,
        why: 'The claim stays Pending, and so does every pod that mounts it.',
        fix: near === undefined ? 'Name a class that exists, or leave the field out for the default.' : `Did you mean "${near}"?`,
      };
    }
  },
});

interface NamedClass {
  readonly name: string | undefined;
  readonly path: string;
}

function namedClasses(manifest: WorldObject): readonly NamedClass[] {
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
