import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

const LOCAL = 'envoy.filters.http.local_ratelimit';
const SHARES = ['filter_enabled', 'filter_enforced'] as const;

export const rateLimitActs = defineRule({
  id: 'rate-limit-acts',
  severity: 'error',
  kinds: ['networking.istio.io/v1alpha3/EnvoyFilter'],
  asks: 'A local rate limit is enabled and enforced for some requests, and has a name for its statistics.',
  source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/local_rate_limit_filter; seed 003, section 11',
  *check({ object }, world) {
    const patches = itemsAt(object, 'spec.configPatches');
    // A limit for a route switches on what the filter leaves off.
    const perRoute = patches.some((each) => textAt(each, 'applyTo') !== 'HTTP_FILTER' && JSON.stringify(each).includes(LOCAL));
    for (const [index, patch] of patches.entries()) {
      const filter = at(patch, 'patch.value');
      if (textAt(patch, 'applyTo') !== 'HTTP_FILTER' || textAt(filter, 'name') !== LOCAL) continue;
      const config = at(filter, 'typed_config.value') ?? at(filter, 'typed_config');
      const path = `spec.configPatches[${index}].patch.value`;
      const wrong = misplaced(patch);
      if (wrong !== undefined) yield { path: `spec.configPatches[${index}]`, ...wrong };
      if (config === undefined) continue;
      if (textAt(config, 'stat_prefix') === undefined) {
        yield {
          path,
          message: 'the filter has no stat_prefix',
          why: 'Envoy refuses the listener: the sidecar keeps its old configuration, or never becomes ready.',
          fix: 'Add stat_prefix.',
        };
      }
      if (itemsAt(config, 'descriptors').length > 0 && !hasActions(world)) {
        yield {
          path: `${path}.typed_config`,
          message: 'the filter has descriptors, and no patch of the tree gives routes the rate_limits that make them',
          why: 'No request ever has a descriptor: its bucket stays full, and only the bucket for all requests limits anything.',
          fix: 'Add a patch with applyTo: HTTP_ROUTE or VIRTUAL_HOST whose value has rate_limits with actions for these entries.',
        };
      }
      if (at(config, 'token_bucket') === undefined || perRoute) continue;
      const off = SHARES.filter(
        (share) => at(config, `${share}.default_value.numerator`) === undefined || at(config, `${share}.default_value.numerator`) === 0,
      );
      if (off.length === 0) continue;
      yield {
        path,
        message: `the limit has a token_bucket, and ${off.join(' and ')} ${off.length === 1 ? 'is' : 'are'} 0 % (the default)`,
        why: 'Nothing is limited: the load test passes, and so does the first attack.',
        fix: `Set ${off.join(' and ')} with default_value: {numerator: 100, denominator: HUNDRED}.`,
      };
    }
  },
});

/** Some EnvoyFilter says what descriptors requests get. */
function hasActions(world: World): boolean {
  return world.once('actions of rate limits', () =>
    world
      .ofKind('networking.istio.io/v1alpha3/EnvoyFilter')
      .some(({ object }) => JSON.stringify(object['spec'] ?? '').includes('"rate_limits":')),
  );
}

/** A filter that no request from outside passes. */
function misplaced(patch: unknown): Omit<Issue, 'path'> | undefined {
  const operation = textAt(patch, 'patch.operation') ?? '';
  const before = textAt(patch, 'match.listener.filterChain.filter.subFilter.name');
  if (operation === 'INSERT_AFTER' && (before === undefined || before === 'envoy.filters.http.router')) {
    return {
      message: 'the filter is inserted behind the router, which is the last filter',
      why: 'The router answers each request: Envoy refuses a chain that goes on behind it, or nothing is ever limited.',
      fix: 'Write operation: INSERT_BEFORE.',
    };
  }
  if (textAt(patch, 'match.context') !== 'SIDECAR_OUTBOUND') return undefined;
  return {
    severity: 'warning',
    message: 'the limit is in the context SIDECAR_OUTBOUND: it counts what the pods send, not what reaches them',
    why: 'Clients are not limited at all, and calls of the pods themselves get 429 instead.',
    fix: 'Write context: SIDECAR_INBOUND, or select the pods of the clients if these are meant.',
  };
}
