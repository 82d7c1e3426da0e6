import { AUTHORIZATION_POLICY } from '../../network/authorization/policies.ts';
import { listOf, rulesOf } from '../../network/authorization/authorize.ts';
import { istioMinor } from '../../mesh/version.ts';
import { itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Minor version of Istio that brought `{*}` and `{**}` to paths. */
const TEMPLATES = 22;

export const authorizationPathsMatch = defineRule({
  id: 'authorization-paths-match',
  severity: 'error',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'Paths and hosts of an AuthorizationPolicy are written as Istio compares them: letter by letter, with a star at one end.',
  source: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation',
  *check(manifest, world) {
    const minor = istioMinor(world);
    for (const { rule, path } of rulesOf(manifest)) {
      for (const [index, to] of itemsAt(rule, 'to').entries()) {
        for (const field of ['paths', 'notPaths', 'hosts', 'notHosts']) {
          for (const value of listOf(to, `operation.${field}`)) {
            const problem = judge(value, field.toLowerCase().endsWith('paths'), minor);
            if (problem === undefined) continue;
            yield {
              path: `${path}.to[${index}].operation.${field}`,
              message: `${value} ${problem.what}`,
              why: 'No request has such a text: what was to be let in is refused with 403, and what was to be refused is let in.',
              fix: problem.fix,
            };
          }
        }
      }
    }
  },
});

function judge(value: string, isPath: boolean, minor: number | undefined): { readonly what: string; readonly fix: string } | undefined {
  const templates = value.match(/\{[^}]*\}/g) ?? [];
  if (isPath && templates.length > 0) {
    const odd = templates.find((each) => each !== '{*}' && each !== '{**}');
    if (odd !== undefined) return { what: `has ${odd}, where Istio knows {*} and {**}`, fix: `Write {*} for ${odd}.` };
    if (minor !== undefined && minor < TEMPLATES)
      return {
        what: `has ${templates[0] ?? ''}, which Istio 1.${minor} does not know`,
        fix: 'Write the beginning of the path and a star.',
      };
    return undefined;
  }
  // A host may end with any domain.
  const words = expression(isPath ? value : value.replace(/\.\*$/, ''));
  if (words !== undefined)
    return {
      what: `is written as a regular expression (${words}), and is compared letter by letter`,
      fix: isPath
        ? 'Write the beginning of the path and a star, such as /api/*, one entry for each.'
        : 'Write one entry for each host, a star at one end.',
    };
  if (isPath && value.includes('?'))
    return { what: 'has a query, and paths are compared without', fix: `Write ${value.replace(/\?.*$/, '')}.` };
  if (isPath && /^[\w-]/.test(value)) return { what: 'does not begin with a slash, as all paths do', fix: `Write /${value}.` };
  if (!isPath && value.includes('/'))
    return {
      what: 'is a URL, and hosts are compared as they stand in the header Host',
      fix: `Write ${value.replace(/^\w+:\/\//, '').replace(/\/.*$/, '')}.`,
    };
  const inner = value.slice(1, -1);
  const both = value.length > 1 && value.startsWith('*') && value.endsWith('*');
  if (inner.includes('*') || both)
    return {
      what: both
        ? 'has a star at both ends, and one of them counts'
        : 'has a star within, which means itself there: it counts at one end only',
      fix:
        isPath && minor !== undefined && minor >= TEMPLATES
          ? 'Write {*} for one part of a path, {**} for several.'
          : 'Write its beginning and a star, or list the whole texts.',
    };
  return undefined;
}

/** Signs that only a regular expression has. */
function expression(value: string): string | undefined {
  return (/\.\*|\.\+|\[[^\]]*\][*+?]?|\([^)]*\|[^)]*\)|\\[.dw/]|^\^|\$$|\|/.exec(value) ?? [])[0];
}
