import { installerOf } from '../../installers.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Pointers to all that an object says. */
const WHOLE = /^\/?(spec|data|stringData|metadata)?\/?$/;

export const argocdIgnoreNarrow = defineRule({
  id: 'argocd-ignore-narrow',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'What an Application ignores is a field that somebody else writes, not the whole of every object of a kind.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/; seed 003, M23',
  *check(manifest) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    for (const [index, entry] of itemsAt(installer.spec, 'ignoreDifferences').entries()) {
      const [kind = '', name, namespace] = [textAt(entry, 'kind'), textAt(entry, 'name'), textAt(entry, 'namespace')];
      const pointers = itemsAt(entry, 'jsonPointers').flatMap((each) => text(each) ?? []);
      const queries = itemsAt(entry, 'jqPathExpressions').flatMap((each) => text(each) ?? []);
      const wide =
        pointers.find((each) => WHOLE.test(each)) ?? queries.find((each) => /^\.(spec|data|stringData|metadata)?$/.test(each.trim()));
      if (wide === undefined || (name !== undefined && name !== '*') || (namespace !== undefined && kind !== 'Secret')) continue;
      yield {
        path: `${installer.specPath}.ignoreDifferences[${index}]`,
        message: `${wide} of every ${kind === '*' ? 'object' : kind} is ignored`,
        why: 'Argo CD shows Synced whatever is in them: a change in Git or by hand is seen by nobody, and with RespectIgnoreDifferences it is never applied.',
        fix: 'Name the object, and the field that a controller writes.',
      };
    }
  },
});
