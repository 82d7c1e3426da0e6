import { covers, matchesOf } from '../../mesh/matches.ts';
import { fields, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const routesReachable = defineRule({
  id: 'routes-reachable',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'No route stands behind one that takes all of its requests.',
  source:
    'https://istio.io/latest/docs/reference/config/analysis/ist0130/; https://istio.io/latest/docs/concepts/traffic-management/#routing-rule-precedence',
  *check({ object }) {
    const routes = itemsAt(object, 'spec.http');
    const earlier: { readonly match: ReturnType<typeof matchesOf>[number]; readonly index: number }[] = [];
    for (const [index, route] of routes.entries()) {
      const own = matchesOf(route);
      const shadows = own.map((match) => earlier.find((each) => covers(each.match, match)));
      const dead = shadows.filter((each) => each !== undefined);
      const [first] = dead;
      if (first !== undefined && dead.length === own.length) {
        yield {
          path: `spec.http[${index}]`,
          message: `route ${nameOf(route, index)} is never reached: route ${nameOf(routes[first.index], first.index)} stands before it and takes ${shown(first.match)}`,
          why: 'Routes are tried from the top: these requests go where the earlier route sends them, and the later one has no effect.',
          fix: 'Put the narrower route first, or remove the one that repeats it.',
        };
      } else if (first !== undefined) {
        const place = shadows.findIndex((each) => each !== undefined);
        yield {
          path: `spec.http[${index}].match[${place}]`,
          severity: 'warning',
          message: `match ${shown(own[place] ?? {})} of route ${nameOf(route, index)} is never reached: route ${nameOf(routes[first.index], first.index)} takes ${shown(first.match)} before it`,
          why: 'Routes are tried from the top: these requests go where the earlier route sends them.',
          fix: 'Put the narrower route first, or remove the match.',
        };
      }
      earlier.push(...own.map((match) => ({ match, index })));
    }
  },
});

function nameOf(route: unknown, index: number): string {
  const name = textAt(route, 'name');
  return name === undefined ? `http[${index}]` : `"${name}"`;
}

function shown(match: unknown): string {
  const { name: _, ...conditions } = fields(match);
  return Object.keys(conditions).length === 0 ? 'everything' : JSON.stringify(conditions);
}
