import { hasSyncOption } from '../../installers.ts';
import { textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const PREFIX = 'argocd.argoproj.io/';

export const namespaceWaveFirst = defineRule({
  id: 'namespace-wave-first',
  severity: 'error',
  kinds: ['v1/Namespace'],
  asks: 'A Namespace comes in no later wave than what the same Application puts into it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/#how-do-i-configure-waves',
  *check(manifest, world) {
    const { name } = manifest.object.metadata;
    const own = waveOf(manifest);
    if (own === undefined || own <= 0) return;
    for (const installer of world.everywhere.installers()) {
      if (hasSyncOption(installer, 'CreateNamespace=true') && installer.namespace === name) continue;
      const inside = contents(world, installer.manifest).get(name) ?? [];
      if (!world.everywhere.installedBy(installer).includes(manifest)) continue;
      const first = inside.find((each) => each !== manifest && (waveOf(each) ?? 0) < own && !isHook(each));
      if (first === undefined) continue;
      yield {
        path: `metadata.annotations["${PREFIX}sync-wave"]`,
        message: `the Namespace comes in wave ${own}, after ${first.object.kind} ${first.object.metadata.name} in it, which comes in wave ${waveOf(first) ?? 0}`,
        why: `On a new cluster the sync ends in the earlier wave with 'namespaces "${name}" not found', and never comes to this one.`,
        fix: `Put it into wave ${Math.min(...inside.map((each) => waveOf(each) ?? 0)) - 1}, or leave the wave out: in one wave Namespaces come first.`,
      };
      return;
    }
  },
});

function waveOf({ object }: WorldObject): number | undefined {
  const written = textsAt(object, 'metadata.annotations')[`${PREFIX}sync-wave`];
  return written === undefined || !/^[+-]?\d+$/.test(written) ? undefined : Number(written);
}

function isHook({ object }: WorldObject): boolean {
  return `${PREFIX}hook` in textsAt(object, 'metadata.annotations');
}

/** What an Application installs, by the namespace that it says itself. */
function contents(world: World, application: WorldObject): ReadonlyMap<string, readonly WorldObject[]> {
  const known = world.once('contents of namespaces by application', () => new Map<WorldObject, Map<string, WorldObject[]>>());
  let found = known.get(application);
  if (found === undefined) {
    found = new Map();
    for (const installer of world.everywhere.installersOf(application)) {
      for (const each of world.everywhere.installedBy(installer)) {
        const { namespace } = each.object.metadata;
        if (namespace !== undefined) addTo(found, namespace, each);
      }
    }
    known.set(application, found);
  }
  return found;
}
