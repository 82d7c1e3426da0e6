import { readsFile } from '../../delivery/sources.ts';
import { installerOf } from '../../installers.ts';
import { fieldsAt, text } from '../../read.ts';
import { defineRule, kindOf, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const oneApplicationPerObject = defineRule({
  id: 'one-application-per-object',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'An object is installed by one Application.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#fail-the-sync-if-a-shared-resource-is-found',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    const shared = new Map<string, { other: WorldObject; objects: string[] }>();
    const [byObject, to] = [owners(world), destination(manifest)];
    for (const each of world.everywhere.installedBy(installer)) {
      if (!readsFile(installer, each)) continue;
      for (const other of byObject.get(keyOf(each, to)) ?? NONE) {
        if (other === manifest || each.object.kind === 'Kustomization') continue;
        const name = other.object.metadata.name;
        const found = shared.get(name) ?? { other, objects: [] };
        found.objects.push(`${each.object.kind} ${each.object.metadata.name}`);
        shared.set(name, found);
      }
    }
    for (const [name, { objects }] of shared) {
      if (name === manifest.object.metadata.name) continue;
      const more = objects.length > 1 ? ` and ${objects.length - 1} more` : '';
      yield {
        path: 'spec.source.path',
        message: `Application ${name} installs ${objects[0] ?? ''}${more} too`,
        why: 'Each marks the object as its own in turn: both are OutOfSync for ever, and deleting or pruning one deletes what the other needs.',
        fix: 'Let the folders of the two not overlap, or exclude the object from one of them.',
      };
    }
  },
});

const NONE: readonly WorldObject[] = Object.freeze([]);

/** Applications by each object that they install, on each cluster that they install into. */
function owners(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('applications by object', () => {
    const map = new Map<string, WorldObject[]>();
    for (const installer of world.everywhere.installers()) {
      if (installer.manifest.object.kind !== 'Application') continue;
      const to = destination(installer.manifest);
      for (const each of new Set(world.everywhere.installedBy(installer))) {
        if (!readsFile(installer, each)) continue;
        const key = keyOf(each, to);
        const list = map.get(key);
        if (list === undefined) map.set(key, [installer.manifest]);
        else if (!list.includes(installer.manifest)) list.push(installer.manifest);
      }
    }
    return map;
  });
}

/** The cluster and the namespace that an Application installs into. */
function destination(manifest: WorldObject): readonly [cluster: string, namespace: string] {
  const { namespace, ...cluster } = fieldsAt(installerOf(manifest)?.spec, 'destination');
  return [JSON.stringify(cluster), text(namespace) ?? ''];
}

function keyOf({ object, cluster }: WorldObject, [where, namespace]: readonly [cluster: string, namespace: string]): string {
  return `${kindOf(object)} ${object.metadata.namespace ?? namespace} ${object.metadata.name} ${cluster ?? ''} ${where}`;
}
