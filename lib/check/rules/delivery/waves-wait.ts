import { addTo } from '../../../values/multimap.ts';
import { byCodeUnit } from '../../../values/order.ts';
import { wayTo } from '../../delivery/order.ts';
import { applicationsWait } from '../../delivery/waiting.ts';
import { waveOf } from '../../delivery/waves.ts';
import { at, itemsAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const WAVE = 'argocd.argoproj.io/sync-wave';

export const wavesWait = defineRule({
  id: 'waves-wait',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Where Applications have waves, Argo CD has a health check for Applications, without which no wave waits for the one before.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app; https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/; seed 004, L19',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'ApplicationSet') {
      const wave = textsAt(object, 'spec.template.metadata.annotations')[WAVE];
      if (wave === undefined || Number(wave) === 0 || itemsAt(object, 'spec.strategy.rollingSync.steps').length > 0) return;
      yield {
        path: `spec.template.metadata.annotations["${WAVE}"]`,
        severity: 'info',
        message: `the Applications of this set carry wave ${wave}, and waves order only what one sync applies`,
        why: 'The ApplicationSet controller makes its Applications all at once: none of them waits for another.',
        fix: 'Order them with spec.strategy (RollingSync), or make them objects of an Application.',
      };
      return;
    }
    if (applicationsWait(world) !== false || firstLate(world).get(syncOf(world, manifest)) !== manifest) return;
    yield {
      // Retries mend much of it: whoever has never lost a cluster may live with that.
      severity: world.facts.whole === true ? 'warning' : 'info',
      path: at(object, 'metadata.annotations') === undefined ? 'metadata.name' : `metadata.annotations["${WAVE}"]`,
      message: `Application ${object.metadata.name} is to wait in wave ${waveOf(object)}, and Argo CD here has no health check for Applications`,
      why: 'Since Argo CD 1.8 an Application counts as healthy at once: all waves start within seconds of each other, and on a new cluster everything comes up in any order.',
      fix: 'Set resource.customizations.health.argoproj.io_Application in argocd-cm (configs.cm of the chart), as the documentation shows.',
    };
  },
});

function syncOf(world: World, manifest: WorldObject): string {
  return wayTo(world, manifest).at(-1)?.sync ?? '';
}

/** Of each sync the first Application that has another before it: it speaks for all. */
function firstLate(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('first Applications that wait', () => {
    const bySync = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('argoproj.io/v1alpha1/Application')) addTo(bySync, syncOf(world, each), each);
    const found = new Map<string, WorldObject>();
    for (const [sync, all] of bySync) {
      const waves = all.map(({ object }) => waveOf(object));
      const lowest = Math.min(...waves);
      const late = all.filter((_, index) => (waves[index] ?? 0) > lowest);
      const next = Math.min(...late.map(({ object }) => waveOf(object)));
      const first = late
        .filter(({ object }) => waveOf(object) === next)
        .sort((a, b) => byCodeUnit(a.object.metadata.name, b.object.metadata.name))[0];
      if (first !== undefined) found.set(sync, first);
    }
    return found;
  });
}
