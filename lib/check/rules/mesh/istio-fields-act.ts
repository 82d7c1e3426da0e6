import { at, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Conditions that Istio hands to Envoy. @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on */
const CONDITIONS: ReadonlySet<string> = new Set(
  '5xx gateway-error reset reset-before-request connect-failure envoy-ratelimited retriable-4xx refused-stream retriable-status-codes retriable-headers http3-post-connect-failure cancelled deadline-exceeded internal resource-exhausted unavailable'.split(
    ' ',
  ),
);

export const istioFieldsAct = defineRule({
  id: 'istio-fields-act',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService', 'networking.istio.io/v1/DestinationRule', 'security.istio.io/v1/AuthorizationPolicy'],
  asks: 'Words in routes and policies of Istio mean what they are there for: conditions of retries, counters of errors, paths.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry; https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation',
  *check({ object }) {
    switch (object.kind) {
      case 'VirtualService':
        return yield* retries(object);
      case 'DestinationRule':
        return yield* outliers(object);
      default:
        return yield* paths(object);
    }
  },
});

function* retries(object: unknown): Iterable<Issue> {
  for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
    for (const raw of (textAt(route, 'retries.retryOn') ?? '').split(',')) {
      const word = raw.trim();
      if (word === '' || CONDITIONS.has(word) || /^\d{3}$/.test(word) || /\{\{|\$\{/.test(word)) continue;
      const near = nearName(word, CONDITIONS);
      yield {
        path: `spec.http[${index}].retries.retryOn`,
        message: `"${word}" is no condition on which Istio tries again`,
        why: 'The webhook of Istio refuses the object, and where it is off nothing is tried again.',
        fix: near === undefined ? `Write some of ${[...CONDITIONS].slice(0, 8).join(', ')}.` : `Did you mean "${near}"?`,
      };
    }
  }
}

function* outliers(object: unknown): Iterable<Issue> {
  const places = ['spec.trafficPolicy', ...itemsAt(object, 'spec.subsets').map((_, index) => `spec.subsets[${index}].trafficPolicy`)];
  const policies = [at(object, 'spec.trafficPolicy'), ...itemsAt(object, 'spec.subsets').map((each) => at(each, 'trafficPolicy'))];
  for (const [index, policy] of policies.entries()) {
    for (const key of ['maxEjectionPercent', 'minHealthPercent']) {
      const share = numberAt(policy, `outlierDetection.${key}`);
      if (share === undefined || (share >= 0 && share <= 100)) continue;
      yield {
        path: `${places[index] ?? 'spec'}.outlierDetection.${key}`,
        message: `${key} is ${share}, and a share is 0 to 100`,
        why: 'The webhook of Istio refuses the object: the rule stays as it was before.',
        fix: 'Write a percentage.',
      };
    }
    const count = textAt(policy, 'outlierDetection.consecutiveErrors');
    if (count === undefined) continue;
    yield {
      path: `${places[index] ?? 'spec'}.outlierDetection.consecutiveErrors`,
      message: `consecutiveErrors is ${count}, and Istio reads consecutive5xxErrors and consecutiveGatewayErrors`,
      why: 'No error is counted by it: pods that fail stay among those that are asked, by the defaults.',
      fix: `Write consecutive5xxErrors: ${count}.`,
    };
  }
}

/** Without a star a path is the whole path. */
/** Methods are compared letter by letter, and clients send them in capitals. */
function* methods(object: unknown): Iterable<Issue> {
  for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
    for (const [place, to] of itemsAt(rule, 'to').entries()) {
      for (const list of ['methods', 'notMethods']) {
        const small = itemsAt(to, `operation.${list}`).flatMap((each) => (/[a-z]/.test(text(each) ?? '') ? [text(each) ?? ''] : []));
        if (small.length === 0) continue;
        yield {
          path: `spec.rules[${index}].to[${place}].operation.${list}`,
          message: `${list} are ${small.join(', ')}, and those of requests are ${small.join(', ').toUpperCase()}`,
          why: 'No request has such a method: what was to be let in is refused, and what was to be refused is let in.',
          fix: `Write ${small.join(', ').toUpperCase()}.`,
        };
      }
    }
  }
}

function* paths(object: unknown): Iterable<Issue> {
  yield* methods(object);
  if ((textAt(object, 'spec.action') ?? 'ALLOW') === 'AUDIT') return;
  for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
    for (const [place, to] of itemsAt(rule, 'to').entries()) {
      for (const list of ['paths', 'notPaths']) {
        const all = itemsAt(to, `operation.${list}`).map((each) => text(each) ?? '');
        const written = all.find((each) => /^\/.+\/$/.test(each) && !/[*{]/.test(each) && !all.includes(`${each}*`));
        if (written === undefined) continue;
        yield {
          path: `spec.rules[${index}].to[${place}].operation.${list}`,
          severity: 'warning',
          message: `${written} is this one path, and nothing below it`,
          why: 'Requests below it are judged as if it was not there: they are refused with 403, or let through where they were to be refused.',
          fix: `Write ${written}*.`,
        };
      }
    }
  }
}
