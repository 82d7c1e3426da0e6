import { installedObjects } from '../../delivery/installed.ts';
import { jqPath, lastingDifferences } from '../../delivery/forecast.ts';
import type { Mutator } from '../../delivery/mutators.ts';
import { ignoreEntries } from '../../ignore.ts';
import { hasSyncOption, installerOf, selfHeals } from '../../installers.ts';
import { textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { addTo } from '../../../values/multimap.ts';

export const outOfSyncForecast = defineRule({
  id: 'out-of-sync-forecast',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Nothing that an Application installs is known to differ from Git for ever.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/; https://github.com/argoproj/argo-cd/issues/22151',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    const options = textsAt(manifest.object, 'metadata.annotations')['argocd.argoproj.io/compare-options'] ?? '';
    const entries = ignoreEntries(installer);
    const found = new Map<Mutator, WorldObject[]>();
    for (const each of installedObjects(world, installer)) {
      for (const mutator of lastingDifferences(each, world.worldOf(each), entries, hasSyncOption(installer, 'ServerSideApply=true'))) {
        // A comparison by the API server knows the defaults.
        if (mutator.how === 'defaulted' && options.includes('ServerSideDiff=true')) continue;
        addTo(found, mutator, each);
      }
    }
    for (const group of grouped([...found.keys()])) {
      const [first] = group;
      if (first === undefined) continue;
      const objects = [...new Set(group.flatMap((each) => found.get(each) ?? []))];
      const [one] = objects;
      const who = `${one?.object.kind ?? ''} ${one?.object.metadata.name ?? ''}${objects.length > 1 ? ` and ${objects.length - 1} more` : ''}`;
      const pointers = [...new Set(group.map(({ pointer }) => pointer))];
      const slash = first.kind.indexOf('/');
      const entry = `{group: '${slash === -1 ? '' : first.kind.slice(0, slash)}', kind: ${one?.object.kind ?? ''}, jqPathExpressions: [${pointers.map((pointer) => `'${jqPath(pointer)}'`).join(', ')}]}`;
      yield {
        path: `${installer.specPath}.ignoreDifferences`,
        severity: first.how === 'defaulted' ? 'info' : 'warning',
        message:
          first.how === 'defaulted'
            ? `${who} leaves out ${pointers.join(', ')}, which ${first.by} fills in`
            : `${first.by} rewrites ${pointers.join(', ')} of ${who}, and nothing here ignores it`,
        why: `The Application shows OutOfSync for ever${selfHeals(installer) && first.how === 'rewritten' ? ", and self-heal puts Git's value back again and again" : ': a real difference goes unnoticed among the lasting ones'}. Known from ${first.source}.`,
        fix:
          first.how === 'defaulted'
            ? `Write the defaults out in Git, or add ${entry} to ignoreDifferences.`
            : `Leave the field out of Git, or add ${entry} to ignoreDifferences.`,
      };
    }
  },
});

/** Mutators of one kind and one writer speak together. */
function grouped(mutators: readonly Mutator[]): readonly (readonly Mutator[])[] {
  const groups = new Map<string, Mutator[]>();
  for (const each of mutators) {
    const key = `${each.kind} ${each.how} ${each.by}`;
    addTo(groups, key, each);
  }
  return [...groups.values()];
}
