import { configReferences } from '../../config-references.ts';
import { comesBefore, syncTime } from '../../delivery/waves.ts';
import { POD_KINDS } from '../../pods.ts';
import { items, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

interface Need {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly found: WorldObject | undefined;
}

export const neededComesFirst = defineRule({
  id: 'needed-comes-first',
  severity: 'error',
  kinds: [...POD_KINDS, 'external-secrets.io/v1/ExternalSecret', 'cert-manager.io/v1/Certificate'],
  asks: 'What an object needs to become healthy is synced no later than the object itself.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  *check(manifest, world) {
    const own = syncTime(manifest);
    for (const { kind, name, path, found } of needs(manifest, world)) {
      // What another Application brings is not part of this sync.
      if (found === undefined || world.isProvided(found) || folder(found) !== folder(manifest)) continue;
      const other = syncTime(found);
      if (!comesBefore(own, other)) continue;
      const { object } = manifest;
      yield {
        path,
        message: `${kind} ${name} comes in ${other.shown}, after this ${object.kind} in ${own.shown}`,
        why: own.hook
          ? 'The hook starts before what it reads exists: on a fresh cluster its pod never starts, the hook does not end, and the sync stops there.'
          : 'Argo CD waits for this wave to become healthy before it starts the next: the pod waits for what is never applied, and the sync hangs.',
        fix:
          own.hook && !other.hook
            ? `Give ${kind} ${name} the same hook and an earlier wave, or make this one a Sync hook.`
            : `Give ${kind} ${name} the wave ${own.wave} or an earlier one.`,
      };
    }
  },
});

function folder({ file, cluster = '' }: WorldObject): string {
  return file === undefined ? cluster : `${cluster} ${file.slice(0, Math.max(0, file.lastIndexOf('/')))}`;
}

function needs(manifest: WorldObject, world: World): readonly Need[] {
  const { object } = manifest;
  const namespace = object.metadata.namespace ?? '';
  const find = (kind: string, name: string, path: string, where = namespace): Need => ({
    kind: kind.slice(kind.lastIndexOf('/') + 1),
    name,
    path,
    found: world.find(kind, where, name),
  });
  if (object.kind === 'ExternalSecret' || object.kind === 'Certificate') {
    const path = object.kind === 'Certificate' ? 'spec.issuerRef' : 'spec.secretStoreRef';
    const group = object.kind === 'Certificate' ? 'cert-manager.io/v1' : 'external-secrets.io/v1';
    const kind = textAt(object, `${path}.kind`) ?? (object.kind === 'Certificate' ? 'Issuer' : 'SecretStore');
    return [find(`${group}/${kind}`, textAt(object, `${path}.name`) ?? '', path, kind.startsWith('Cluster') ? '' : namespace)];
  }
  const pod = world.podTemplate(manifest);
  if (pod === undefined) return [];
  const account = textAt(pod.spec, 'serviceAccountName');
  const priority = textAt(pod.spec, 'priorityClassName');
  return [
    ...configReferences(pod).flatMap(({ kind, name, path }) => [
      find(`v1/${kind}`, name, path),
      ...(kind === 'Secret'
        ? [find('external-secrets.io/v1/ExternalSecret', name, path), find('bitnami.com/v1alpha1/SealedSecret', name, path)]
        : []),
    ]),
    ...items(pod.spec['volumes']).flatMap((volume, index) => {
      const claim = textAt(volume, 'persistentVolumeClaim.claimName');
      return claim === undefined ? [] : [find('v1/PersistentVolumeClaim', claim, `${pod.specPath}.volumes[${index}]`)];
    }),
    ...(account === undefined ? [] : [find('v1/ServiceAccount', account, `${pod.specPath}.serviceAccountName`)]),
    ...(priority === undefined ? [] : [find('scheduling.k8s.io/v1/PriorityClass', priority, `${pod.specPath}.priorityClassName`, '')]),
  ];
}
