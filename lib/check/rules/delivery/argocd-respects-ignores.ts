import { installedObjects } from '../../delivery/installed.ts';
import { ignoreEntries, isAbout, type IgnoreEntry } from '../../ignore.ts';
import { hasSyncOption, installerOf, type Installer } from '../../installers.ts';
import { at, fields } from '../../read.ts';
import { defineRule, kindOf, type WorldObject } from '../../rule.ts';
import { runtimeFields } from '../../runtime-fields.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const argocdRespectsIgnores = defineRule({
  id: 'argocd-respects-ignores',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'An Application that syncs by itself and ignores fields of Git leaves them alone also while it syncs.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-differences-configs',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (
      installer === undefined ||
      at(installer.spec, 'syncPolicy.automated') === undefined ||
      hasSyncOption(installer, 'RespectIgnoreDifferences=true')
    )
      return;
    const ignored = ignoreEntries(installer).map((entry) => ({
      entry,
      about: candidates(installer, entry, world).filter((each) => isAbout(entry, each)),
    }));
    // Where a controller of the tree rewrites one of the fields, argocd-ignores-runtime-fields asks for the same option, with better reason.
    const isRewritten = ignored.some(({ entry, about }) =>
      about.some((each) =>
        runtimeFields(each, world.worldOf(each)).some((field) => entry.pointers.some((pointer) => field.pointer.startsWith(pointer))),
      ),
    );
    if (isRewritten) return;
    for (const { entry, about } of ignored) {
      const [stated] = about.flatMap((each) =>
        entry.pointers.filter((pointer) => has(each.object, pointer)).map((pointer) => ({ each, pointer })),
      );
      if (stated === undefined) continue;
      yield {
        path: `${installer.specPath}.syncPolicy.syncOptions`,
        message: `RespectIgnoreDifferences=true is missing, while ${stated.pointer} of ${stated.each.object.kind} ${stated.each.object.metadata.name} is ignored and stands in Git`,
        why: "The difference is only hidden: every sync, for whatever reason, writes Git's value over the one in the cluster.",
        fix: 'Add RespectIgnoreDifferences=true to syncOptions, or remove the field from Git.',
      };
      return;
    }
  },
});

/** What the Application installs; a kustomization's base stands elsewhere, so the objects of the kind count where none is below the folder. */
function candidates(installer: Installer, entry: IgnoreEntry, world: World): readonly WorldObject[] {
  if (installer.sources.some(({ chart }) => chart !== undefined)) return [];
  const own = installedObjects(world, installer).filter((each) => isAbout(entry, each));
  if (own.length > 0) return own;
  const byKind = world.once('own objects by bare kind and namespace', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.objects) {
      if (world.isProvided(each) || kindOf(each.object) === 'argoproj.io/Application') continue;
      const key = `${each.object.kind}/${each.object.metadata.namespace ?? ''}`;
      addTo(map, key, each);
    }
    return map;
  });
  return ['', installer.namespace ?? ''].flatMap((namespace) => byKind.get(`${entry.kind}/${namespace}`) ?? []);
}

function has(object: unknown, pointer: string): boolean {
  let found: unknown = object;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    // A Secret written as text is stored as data.
    const next = Array.isArray(found)
      ? (found as unknown[])[Number(step)]
      : (fields(found)[step] ?? (step === 'data' ? fields(found)['stringData'] : undefined));
    if (next === undefined) return false;
    found = next;
  }
  return true;
}
