import { brokenIn, noticeBodies } from '../../delivery/notice-bodies.ts';
import { isGuide } from '../../guides.ts';
import { HELM_KINDS } from '../../helm.ts';
import { defineRule } from '../../rule.ts';
import { groupedBy } from '../../../values/multimap.ts';

export const argocdNoticeParses = defineRule({
  id: 'argocd-notice-parses',
  severity: 'warning',
  kinds: ['v1/ConfigMap', ...HELM_KINDS],
  asks: "JSON that Argo CD's notifications send stays JSON, whatever a message says.",
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/; https://masterminds.github.io/sprig/defaults.html',
  *check(manifest) {
    if (isGuide(manifest.file)) return;
    const broken = noticeBodies(manifest).flatMap(({ path, called, json }) => {
      const found = brokenIn(json);
      return found === undefined ? [] : [{ path, called, ...found }];
    });
    // One action is copied from template to template.
    for (const [first, ...others] of groupedBy(broken, ({ action }) => action).values()) {
      if (first === undefined) continue;
      const { path, action, how } = first;
      const called = others.length === 0 ? first.called : `${first.called} (and ${others.length} more)`;
      yield {
        path,
        // The catalogue of Argo CD itself does so with conditions, of which an Application mostly has none.
        severity: how === 'raw' && /^(?:\$\w+)?\.message$/.test(action) ? 'info' : 'warning',
        message:
          how === 'raw'
            ? `${called} puts {{${action}}} between quotation marks as it is`
            : `${called} puts {{${action}}}, which brings its quotation marks, between others`,
        why:
          how === 'raw'
            ? 'Messages of failures have quotation marks and line breaks: the JSON is none any more, and the notice that never arrives is that of a failure.'
            : 'Two quotation marks end the text before it begins: the JSON is none, and no notice of this template arrives.',
        fix: `Write {{toJson ${argument(action)}}} without quotation marks around it.`,
      };
    }
  },
});

function argument(action: string): string {
  const plain = action.replace(/^\s*(?:toJson|toRawJson|quote)\s+|\s*\|\s*(?:toJson|toRawJson|quote)\s*$/g, '');
  return plain.startsWith('(') || !plain.includes(' ') ? plain : `(${plain})`;
}
