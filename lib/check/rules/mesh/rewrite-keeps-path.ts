import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const rewriteKeepsPath = defineRule({
  id: 'rewrite-keeps-path',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'A prefix and what it is rewritten to both end with a slash, or both without.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite; seed 003, M21',
  *check({ object }) {
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      const to = textAt(route, 'rewrite.uri');
      if (to === undefined) continue;
      const matches = itemsAt(route, 'match');
      for (const [place, match] of matches.entries()) {
        const prefix = textAt(match, 'uri.prefix');
        if (prefix === undefined || prefix === '/' || prefix.endsWith('/') === to.endsWith('/')) continue;
        const doubles = to.endsWith('/');
        // With both ways to write it (`/api` and `/api/`), each request takes the one that fits.
        if (doubles && matches.some((each) => textAt(each, 'uri.prefix') === `${prefix}/`)) continue;
        const rest = doubles ? '/x' : 'x';
        yield {
          path: `spec.http[${index}].match[${place}].uri.prefix`,
          severity: doubles ? 'warning' : 'error',
          message: `${prefix}${rest} becomes ${to}${rest}: ${prefix} is replaced by ${to}, letter by letter`,
          why: doubles
            ? 'Many servers answer 404 or a redirect for a path with two slashes.'
            : 'Every path below the prefix is wrong, and answers 404.',
          fix: doubles ? `Match the prefix ${prefix}/, and ${prefix} exactly for the page itself.` : `Rewrite to ${to}/.`,
        };
      }
    }
  },
});
