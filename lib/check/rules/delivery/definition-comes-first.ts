import { installedObjects } from '../../delivery/installed.ts';
import { definers } from '../../delivery/definitions.ts';
import { homeOf, orderOf } from '../../delivery/order.ts';
import { readsFile, sourcesOf } from '../../delivery/sources.ts';
import { waveOf } from '../../delivery/waves.ts';
import { hasSyncOption, installerOf, type Installer } from '../../installers.ts';
import { at, numberAt, textAt, textsAt } from '../../read.ts';
import { defineRule, kindOf, type WorldObject } from '../../rule.ts';
import { secondsOf } from '../../seconds.ts';

export const definitionComesFirst = defineRule({
  id: 'definition-comes-first',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'An Application with objects of an operator comes in a later wave than the Application that brings their definitions.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#skip-dry-run-for-new-custom-resources-types; https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined || hasSyncOption(installer, 'SkipDryRunOnMissingResource=true')) return;
    // Automation that is switched off by name: whoever presses the button chooses the order.
    if (at(installer.spec, 'syncPolicy.automated.enabled') === false) return;
    const patience = waits(installer);
    if (patience === Infinity) return;
    const defined = definers(world);
    const said = new Set<string>();
    for (const each of installedObjects(world, installer)) {
      const kind = kindOf(each.object);
      if (
        !kind.includes('/') ||
        textsAt(each.object, 'metadata.annotations')['argocd.argoproj.io/sync-options']?.includes('SkipDryRunOnMissingResource=true') ===
          true
      )
        continue;
      const brings = (defined.get(kind) ?? defined.get(kind.slice(0, kind.indexOf('/'))) ?? []).filter((other) =>
        sameCluster(other, installer),
      );
      const orders = brings.map((other) => (other.manifest === manifest ? 'earlier' : orderOf(world, manifest, other.manifest).is));
      // A definition of its own, or one that several bring, is there in time.
      if (orders.length === 0 || orders.includes('earlier')) continue;
      // A wave that is to come later may wait for this one: then no retry helps.
      if (patience >= LONG && !orders.includes('later')) continue;
      const [first] = brings;
      const provider = first?.manifest.object.metadata.name ?? '';
      // One finding for each Application that comes too late, whatever the number of its kinds.
      if (said.has(provider) || !readsBelow(installer, each) || (homeOf(world, each)?.manifest ?? manifest) !== manifest) continue;
      said.add(provider);
      yield {
        path: 'metadata.annotations',
        message: `it installs ${kind.slice(kind.indexOf('/') + 1)} ${each.object.metadata.name}, and nothing orders it after Application ${provider}, which brings the definition`,
        why: 'On a fresh cluster the kind does not exist yet: the sync fails, is tried a few times and stays failed until somebody presses the button.',
        fix: `Give it an argocd.argoproj.io/sync-wave above ${first === undefined ? 0 : waveOf(first.manifest.object)}, or the sync option SkipDryRunOnMissingResource=true with retries.`,
      };
    }
  },
});

/** An operator is installed by then. Unit: seconds. */
const LONG = 300;

/** How long Argo CD tries again, as the Application says it; endless retries get there in the end. Unit: seconds. */
function waits({ spec }: Installer): number {
  const limit = numberAt(spec, 'syncPolicy.retry.limit') ?? 0;
  if (limit < 0) return Infinity;
  const [first, most] = ['duration', 'maxDuration'].map((each) => secondsOf(textAt(spec, `syncPolicy.retry.backoff.${each}`)));
  const factor = numberAt(spec, 'syncPolicy.retry.backoff.factor') ?? 2;
  let total = 0;
  for (let attempt = 0; attempt < Math.min(limit, 100); attempt += 1) total += Math.min((first ?? 5) * factor ** attempt, most ?? 180);
  return total;
}

function sameCluster(a: Installer, b: Installer): boolean {
  return (['server', 'name'] as const).every((field) => textAt(a.spec, `destination.${field}`) === textAt(b.spec, `destination.${field}`));
}

/** Its own folder, or one that its kustomization takes in; a source of plain files reads what it says and no more. */
function readsBelow(installer: Installer, object: WorldObject): boolean {
  if (readsFile(installer, object)) return true;
  return !sourcesOf(installer).some(({ folder, fields }) => folder === '' || at(fields, 'directory') !== undefined);
}
