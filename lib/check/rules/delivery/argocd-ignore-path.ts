import { ignoreEntries } from '../../ignore.ts';
import { installerOf } from '../../installers.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const KINDS = ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'];
const WHY = 'Nothing stands at that place: the difference is not ignored, and self-heal writes against whoever owns the field.';

export const argocdIgnorePath = defineRule({
  id: 'argocd-ignore-path',
  severity: 'error',
  kinds: KINDS,
  asks: 'The places that ignoreDifferences names are written so that Argo CD finds them: slashes in keys as ~1, expressions of jq from a dot.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/; https://datatracker.ietf.org/doc/html/rfc6901#section-3',
  *check(manifest) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    for (const entry of ignoreEntries(installer)) {
      for (const [index, pointer] of entry.pointers.entries()) {
        // Keys of these two maps begin with a domain; what follows its slash is still the key.
        const [, map = '', domain = '', rest = ''] =
          /^(.*\/(?:annotations|labels|matchLabels|nodeSelector))\/([\w-]+(?:\.[\w-]+)+)\/(.+)$/.exec(pointer) ?? [];
        if (domain === '') continue;
        yield {
          path: `${entry.path}.jsonPointers[${index}]`,
          message: `${pointer} reads ${domain} as the key, and the key goes on behind the slash`,
          why: WHY,
          fix: `Write ${map}/${domain}~1${rest}.`,
        };
      }
    }
    for (const [index, raw] of itemsAt(installer.spec, 'ignoreDifferences').entries())
      yield* expressions(raw, `${installer.specPath}.ignoreDifferences[${index}]`);
  },
});

function* expressions(entry: unknown, path: string): Iterable<Issue> {
  for (const [index, raw] of itemsAt(entry, 'jqPathExpressions').entries()) {
    const expression = text(raw) ?? '';
    // A bare word is a field that somebody took for a path; functions and pipes have other signs.
    if (!/^(spec|metadata|data|status|webhooks|stringData)\b/.test(expression)) continue;
    yield {
      path: `${path}.jqPathExpressions[${index}]`,
      message: `the expression ${expression} does not begin with a dot`,
      why: 'jq takes the word for a function that it does not know: the comparison ends with an error.',
      fix: `Write .${expression}.`,
    };
  }
}
