import { fields, fieldsAt, itemsAt, join, text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const routeMatchesWritten = defineRule({
  id: 'route-matches-written',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'What a route compares is written in the way in which it is compared: stars and expressions in regex alone, in the words of RE2.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch; https://github.com/google/re2/wiki/Syntax',
  *check({ object }) {
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      for (const [place, match] of itemsAt(route, 'match').entries()) {
        const path = `spec.http[${index}].match[${place}]`;
        for (const field of ['uri', 'authority', 'method', 'scheme']) yield* judge(fieldsAt(match, field), `${path}.${field}`, field);
        for (const list of ['headers', 'withoutHeaders', 'queryParams'])
          for (const [name, each] of Object.entries(fieldsAt(match, list))) yield* judge(fields(each), join(`${path}.${list}`, name), list);
      }
    }
  },
});

function* judge(match: Readonly<Record<string, unknown>>, path: string, field: string): Iterable<Issue> {
  const regex = text(match['regex']);
  if (regex !== undefined) {
    const foreign = /\(\?(?:[=!]|<[=!]|>)|(?<!\\)\\[1-9]|\(\?P=|[*+?}]\+/.exec(regex)?.[0];
    if (foreign === undefined) return;
    yield {
      path: `${path}.regex`,
      message: `${regex} has ${foreign}, which RE2 does not know`,
      why: 'istiod refuses the object, or Envoy the whole list of routes: the proxies keep their old ones.',
      fix: 'Write it without looking ahead or back: a route for the exception first, then one for the rest.',
    };
    return;
  }
  for (const kind of ['exact', 'prefix']) {
    const value = text(match[kind]);
    // Header values and the like may hold a star.
    const sign = value === undefined || field !== 'uri' ? undefined : /\.\*|\.\+|\*|\[[^\]]+\]|\([^)]*\|[^)]*\)|^\^|\$$/.exec(value)?.[0];
    if (value === undefined || sign === undefined) continue;
    yield {
      path: `${path}.${kind}`,
      message: `${kind} is ${value}, and ${sign} is compared letter by letter`,
      why: 'No request has such a path: the route is passed over, and the next one, or none, takes its requests.',
      fix:
        kind === 'prefix' || /^[^*.]*\.?\*$/.test(value)
          ? `Write prefix: ${value.replace(/\.?[*+].*$|\^|\$$/g, '')}, or regex.`
          : 'Write regex.',
    };
  }
}
