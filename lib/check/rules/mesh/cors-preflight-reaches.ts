import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Headers that a browser sends with the question whether it may send a request. */
const SENT =
  /^(?:origin|host|:authority|user-agent|accept(?:-language|-encoding)?|referer|access-control-request-(?:method|headers)|sec-fetch-.*|x-forwarded-.*|x-real-ip|x-request-id)$/i;

export const corsPreflightReaches = defineRule({
  id: 'cors-preflight-reaches',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'The route that knows which origins may call is one that their preflight reaches: it is an OPTIONS without headers and cookies of the page.',
  source:
    'https://developer.mozilla.org/en-US/docs/Glossary/Preflight_request; https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy',
  *check({ object }) {
    const routes = itemsAt(object, 'spec.http');
    const policies = routes.map((route) => itemsAt(route, 'corsPolicy.allowOrigins').length > 0);
    // Whoever answers a preflight by itself may do so for all: one route with a policy, or for OPTIONS, is enough.
    if (routes.some((route, index) => obstacle(route) === undefined && (policies[index] === true || asksOptions(route)))) return;
    for (const [index, route] of routes.entries()) {
      const found = policies[index] === true ? obstacle(route) : undefined;
      if (found === undefined) continue;
      yield {
        path: `spec.http[${index}].corsPolicy`,
        message: `the route is for ${found}, and no preflight has that`,
        why: 'The browser asks first, with OPTIONS and nothing of the page: another route or none takes the question, no origin is allowed, and the browser never sends the request.',
        fix: 'Give the policy to the route without this match, too.',
      };
      return;
    }
  },
});

/** What keeps preflights from every match of a route: `header x-user`, `method GET`. */
function obstacle(route: unknown): string | undefined {
  const matches = itemsAt(route, 'match');
  if (matches.length === 0) return undefined;
  const found = matches.map((match) => {
    const method = textAt(match, 'method.exact');
    if (method !== undefined && method !== 'OPTIONS') return `method ${method}`;
    const regex = textAt(match, 'method.regex');
    if (regex !== undefined && !/OPTIONS|\.[*+]|\[|\?/.test(regex)) return `method ${regex}`;
    const header = Object.keys(fieldsAt(match, 'headers')).find((name) => !SENT.test(name));
    return header === undefined ? undefined : `header ${header}`;
  });
  return found.every((each) => each !== undefined) ? found[0] : undefined;
}

function asksOptions(route: unknown): boolean {
  return itemsAt(route, 'match').some((match) =>
    `${textAt(match, 'method.exact') ?? ''}${textAt(match, 'method.regex') ?? ''}`.includes('OPTIONS'),
  );
}
