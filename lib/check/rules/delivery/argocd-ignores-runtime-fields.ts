import { installedObjects } from '../../delivery/installed.ts';
import { ignoredBySystem, ignoreEntries, ignores, isAbout } from '../../ignore.ts';
import { hasSyncOption, installerOf, selfHeals } from '../../installers.ts';
import { defineRule } from '../../rule.ts';
import { runtimeFields } from '../../runtime-fields.ts';

export const argocdIgnoresRuntimeFields = defineRule({
  id: 'argocd-ignores-runtime-fields',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'An Application ignores every field that a controller rewrites in what it installs, also while it syncs.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/; seed 002, L-09, D-01 and D-05',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    const entries = ignoreEntries(installer);
    const path = `${installer.specPath}.ignoreDifferences`;
    const heals = selfHeals(installer);
    let relied: string | undefined;
    for (const each of installedObjects(world, installer)) {
      const about = entries.filter((entry) => isAbout(entry, each));
      const { kind, metadata } = each.object;
      for (const { pointer, parts, by } of runtimeFields(each, world.worldOf(each))) {
        const covered = (at: string): boolean => ignoredBySystem(world, each, at) || about.some((entry) => ignores(entry, at));
        if (covered(pointer) || (parts.length > 0 && parts.every(covered))) {
          relied ??= `${pointer} of ${kind} ${metadata.name}`;
          continue;
        }
        const group = each.object.apiVersion.split('/')[0] ?? '';
        const drop = pointer === '/spec/replicas' ? ' Or leave the field out of the manifest.' : '';
        yield {
          path,
          severity: heals ? 'error' : 'warning',
          message: `${by} rewrites ${pointer} of ${kind} ${metadata.name}, and nothing here ignores it`,
          why: heals
            ? `Self-heal puts Git's value back within seconds: ${pointer === '/spec/replicas' ? 'every scale-up is undone under load' : 'the canary loses its traffic in the middle of a step'}, again and again.`
            : "The Application shows OutOfSync for ever, and each sync puts Git's value back.",
          fix: `Add {group: ${group}, kind: ${kind}, name: ${metadata.name}, jsonPointers: [${pointer}]} to ignoreDifferences.${drop}`,
        };
      }
    }
    if (relied === undefined || hasSyncOption(installer, 'RespectIgnoreDifferences=true')) return;
    yield {
      path: `${installer.specPath}.syncPolicy.syncOptions`,
      message: `RespectIgnoreDifferences=true is missing, while ${relied} is ignored only in the comparison`,
      why: "Any sync, for whatever reason, writes Git's value over the one of the controller: a running canary jumps back.",
      fix: 'Add RespectIgnoreDifferences=true to syncOptions.',
    };
  },
});
