import { DOCUMENT } from '../../document.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { isPlatform, isSample, nearName } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const namespaceExists = defineRule({
  id: 'namespace-exists',
  severity: 'error',
  kinds: 'all',
  asks: 'Every namespace that objects live in is made by the tree: by an object, an Application or a script.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#create-namespace; seed 004, L6',
  *check(manifest, world) {
    const { namespace } = manifest.object.metadata;
    if (namespace === undefined || manifest.object.apiVersion === DOCUMENT || madeNamespaces(world).has(namespace)) return;
    if (firstIn(world).get(namespace) !== manifest) return;
    // A tree that makes none leaves that to somebody else.
    const known = world.ofKind('v1/Namespace').map(({ object }) => object.metadata.name);
    if (known.length === 0 && world.facts.whole !== true) return;

    const near = nearName(namespace, known);
    yield {
      path: 'metadata.namespace',
      severity:
        world.facts.whole === true || (near !== undefined && !isPlatform(namespace) && !isSample(manifest.file))
          ? 'error'
          : isPlatform(namespace) || isSample(manifest.file) || mostAreMadeElsewhere(world)
            ? 'info'
            : 'warning',
      message: `nothing here makes namespace "${namespace}"`,
      why: 'The API server refuses every object in a namespace that does not exist, and the sync stops there.',
      fix: near === undefined ? 'Add the Namespace, or let the Application make it (CreateNamespace=true).' : `Did you mean "${near}"?`,
    };
  },
});

/** Whether more of the namespaces that objects live in are missing than made: somebody else makes them, and the Applications too. */
function mostAreMadeElsewhere(world: World): boolean {
  return world.once('namespaces made elsewhere', () => {
    if (world.facts.whole === true || world.installers().length > 0) return false;
    const lived = [...firstIn(world).keys()].filter((each) => each !== '' && !isPlatform(each));
    const missing = lived.filter((each) => !madeNamespaces(world).has(each)).length;
    return missing > 1 && missing > lived.length - missing;
  });
}

/** The object that speaks for its namespace: the first by file, kind and name. */
function firstIn(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('first objects of namespaces', () => {
    const first = new Map<string, WorldObject>();
    for (const each of world.objects) {
      const namespace = each.object.metadata.namespace ?? '';
      const known = first.get(namespace);
      if (each.object.apiVersion !== DOCUMENT && !world.isProvided(each) && (known === undefined || orderOf(each) < orderOf(known)))
        first.set(namespace, each);
    }
    return first;
  });
}

function orderOf({ file = '', object }: WorldObject): string {
  return `${file} ${object.kind} ${object.metadata.name}`;
}
