import { applicationsWait } from '../../delivery/waiting.ts';
import { syncTime } from '../../delivery/waves.ts';
import { installerOf } from '../../installers.ts';
import { defineRule } from '../../rule.ts';

export const applicationItselfLast = defineRule({
  id: 'application-itself-last',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'An Application that installs itself stands in the last wave of what it installs.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/#how-do-i-configure-waves',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined || installer.sources.every(({ folder }) => folder === undefined)) return;
    const own = syncTime(manifest).wave;
    const installed = world.everywhere.installedBy(installer);
    if (!installed.includes(manifest)) return;
    let last = own;
    for (const each of installed) last = Math.max(last, syncTime(each).wave);
    if (last === own || applicationsWait(world) !== true) return;
    yield {
      path: 'metadata.annotations["argocd.argoproj.io/sync-wave"]',
      message: `${manifest.object.metadata.name} installs itself in wave ${own}, and goes on to wave ${last}`,
      why: 'Waves wait until Applications are healthy, and this one is as healthy as the worst of what it installs: once something in a later wave is degraded, its own wave never ends, and the commit that would mend it is not applied.',
      fix: `Write wave ${last} or later: a sync does not wait for its last wave.`,
    };
  },
});
