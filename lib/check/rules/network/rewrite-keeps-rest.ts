import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const TARGET = 'nginx.ingress.kubernetes.io/rewrite-target';

export const rewriteKeepsRest = defineRule({
  id: 'rewrite-keeps-rest',
  severity: 'warning',
  kinds: ['networking.k8s.io/v1/Ingress'],
  asks: 'An Ingress that rewrites paths keeps what stands behind them: its target has a group, and its paths have that group.',
  source: 'https://kubernetes.github.io/ingress-nginx/examples/rewrite/',
  *check({ object }) {
    const target = object.metadata.annotations?.[TARGET];
    if (typeof target !== 'string') return;
    const wanted = Math.max(0, ...[...target.matchAll(/\$(\d)/g)].map(([, number]) => Number(number)));
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      for (const [place, each] of itemsAt(rule, 'http.paths').entries()) {
        const path = textAt(each, 'path') ?? '/';
        const groups = path.split('(').length - 1 - (path.match(/\(\?/g) ?? []).length;
        const where = `spec.rules[${index}].http.paths[${place}].path`;
        if (wanted > groups) {
          yield {
            path: where,
            severity: 'error',
            message: `${TARGET} is ${target}, and the path ${path} has ${groups === 0 ? 'no group' : `${groups} group(s)`}`,
            why: 'Nothing stands in the place of the group: every page below the path becomes the same one.',
            fix: `Write ${path.replace(/\/$/, '')}(/|$)(.*) with pathType: ImplementationSpecific, and use-regex: "true".`,
          };
        } else if (wanted > 0 && wanted < groups && /\(\.[*+]\)\$?$/.test(path)) {
          yield {
            path: where,
            message: `${TARGET} is ${target}, and what stands behind ${plainStart(path)} is group ${groups} of ${path}`,
            why: 'The rest of the path is lost: every page below becomes the same one.',
            fix: `Write $${groups} in the target, or give the path fewer groups; one target counts for all paths of an Ingress.`,
          };
        } else if (wanted > 0 && isMoved(path, target, pathsOf(object))) {
          yield {
            path: where,
            message: `${path} is rewritten to ${target}, which is meant for another path: / becomes ${target.replace(/\$\d/g, '')}`,
            why: 'One target counts for all paths of an Ingress: this program is asked for pages of the other one, and answers 404.',
            fix: 'Put the path that is rewritten into an Ingress of its own, and leave the annotation out here.',
          };
        } else if (wanted === 0 && target === '/' && path !== '/' && groups === 0 && textAt(each, 'pathType') !== 'Exact') {
          yield {
            path: where,
            message: `every page below ${path} becomes / (${TARGET} is /)`,
            why: 'The rest of the path is lost: /api/posts and /api/users are the same page, the front page of the program.',
            fix: `Leave the annotation out where the program serves ${path} itself; else write ${path.replace(/\/$/, '')}(/|$)(.*) and rewrite to /$2.`,
          };
        }
      }
    }
  },
});

function pathsOf(object: unknown): readonly string[] {
  return itemsAt(object, 'spec.rules').flatMap((rule) => itemsAt(rule, 'http.paths').map((each) => textAt(each, 'path') ?? '/'));
}

/** The plain text with which all paths of an expression begin: `/api` of `/api(/|$)(.*)`, `/admin` of `(/admin)(/.*)`. */
function plainStart(path: string): string {
  return /^\(?(\/[\w/-]*)/.exec(path)?.[1]?.replace(/\/$/, '') ?? '';
}

/** A target with a folder that this path has not, and another path has: `/admin$2` beside `/()(.*)` and `/admin(/|$)(.*)`. */
function isMoved(path: string, target: string, all: readonly string[]): boolean {
  const folder = /^(\/[\w-]+[\w/-]*)/.exec(target)?.[1]?.replace(/\/$/, '');
  if (folder === undefined || plainStart(path) !== '') return false;
  return all.some((each) => each !== path && plainStart(each) === folder);
}
