import { installedObjects } from '../../delivery/installed.ts';
import { hasSyncOption, installerOf } from '../../installers.ts';
import { textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const syncForcePossible = defineRule({
  id: 'sync-force-possible',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'What an Application applies on the server is not applied by force as well.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply; https://github.com/kubernetes/kubectl/blob/v0.31.4/pkg/cmd/apply/apply.go#L397',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined || !hasSyncOption(installer, 'ServerSideApply=true')) return;
    for (const { object } of installedObjects(world, installer)) {
      const options = (textsAt(object, 'metadata.annotations')['argocd.argoproj.io/sync-options'] ?? '').split(/\s*,\s*/);
      // What is replaced is not applied.
      if (!options.includes('Force=true') || options.some((each) => /^(?:Replace=true|ServerSideApply=false)$/.test(each))) continue;
      yield {
        path: `${installer.specPath}.syncPolicy.syncOptions`,
        message: `ServerSideApply=true, while ${object.kind} ${object.metadata.name} has the sync option Force=true`,
        why: '"--force cannot be used with --server-side": the sync fails at this object each time, and what comes in later waves is never reached.',
        fix: 'Add Replace=true beside Force=true, or take Force=true away.',
      };
    }
  },
});
