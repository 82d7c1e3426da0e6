import { documentKind } from '../../document.ts';
import { helmValuesOf } from '../../helm.ts';
import { POD_KINDS } from '../../pods.ts';
import { strings, type Fields } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { bucketsIn, bucketUses, objectStores } from '../../scheduling/buckets.ts';
import type { World } from '../../world.ts';

export const bucketExists = defineRule({
  id: 'bucket-exists',
  severity: 'warning',
  kinds: [
    ...POD_KINDS,
    'v1/ConfigMap',
    'argoproj.io/v1alpha1/Application',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    'postgresql.cnpg.io/v1/Cluster',
    'velero.io/v1/BackupStorageLocation',
    documentKind('HelmValues'),
    documentKind('Script'),
    documentKind('TextFile'),
    documentKind('Guide'),
  ],
  asks: 'Buckets are called the same by those that make them, write to them and read from them.',
  source:
    'https://github.com/minio/minio/blob/master/helm/minio/values.yaml; https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  *check(manifest, world) {
    const uses = bucketUses(world);
    for (const { name, path } of bucketsIn(manifest, world)) {
      const store = storeOf(manifest, world);
      if (store !== undefined && !store.has(name)) {
        const near = nearName(name, store);
        yield {
          path,
          severity: 'error',
          message: `bucket ${name} is in the object store of the tree, which is told to make ${[...store].sort().join(', ')}`,
          why: 'Each write ends with NoSuchBucket: what should be kept is lost, or the program does not start.',
          fix: near === undefined ? 'Add it to the buckets of the store, or name one that is there.' : `Did you mean "${near}"?`,
        };
        continue;
      }
      const slip = (uses.get(name)?.length ?? 0) > 1 ? undefined : slipOf(name, uses, manifest);
      if (slip === undefined) continue;
      yield {
        path,
        message: `bucket ${name} is named here only, and everything else says ${slip}`,
        why: 'One end writes where the other does not look: the day on which a backup is needed shows it.',
        fix: `Did you mean "${slip}"?`,
      };
    }
  },
});

/** Buckets of the store that the object's own settings point to. */
function storeOf(manifest: WorldObject, world: World): ReadonlySet<string> | undefined {
  const stores = objectStores(world);
  if (stores.length === 0) return undefined;
  const settings: readonly Fields[] = [
    { spec: manifest.object['spec'], data: manifest.object['data'] },
    ...helmValuesOf(manifest).map(({ values }) => ({ values })),
  ];
  const all = settings.flatMap((each) => [...strings(each)].map(({ value }) => value));
  const pointed = stores.filter(({ service, namespace }) =>
    all.some((value) => new RegExp(`(^|//|["'\\s])${service}(\\.${namespace})?(\\.svc[\\w.]*)?:\\d+`).test(value)),
  );
  return pointed.length === 1 && pointed[0] !== undefined && !isStore(manifest, pointed[0].buckets) ? pointed[0].buckets : undefined;
}

/** The store itself names its buckets, too. */
function isStore(manifest: WorldObject, buckets: ReadonlySet<string>): boolean {
  return helmValuesOf(manifest).some(({ chart }) => chart === 'minio') || buckets.size === 0;
}

/** A name that differs in one letter or a plural, and that others use. */
function slipOf(name: string, uses: ReadonlyMap<string, readonly WorldObject[]>, manifest: WorldObject): string | undefined {
  for (const [other, users] of uses) {
    if (
      other === name ||
      users.every((each) => each === manifest) ||
      Math.abs(other.length - name.length) > 1 ||
      /\d$/.test(other) ||
      /\d$/.test(name)
    )
      continue;
    if (isOneLetter(name, other)) return other;
  }
  return undefined;
}

function isOneLetter(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  return a.slice(1) === b || a === b.slice(1) || (a.slice(1) === b.slice(1) && !/^\d/.test(a));
}
