import { Duration } from '../../../values/duration.ts';
import { at, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const retryBudget = defineRule({
  id: 'retry-budget',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'The timeout of a route is long enough for the first try and all retries.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry; seed 002, D-11',
  *check({ object }, world) {
    const said = new Set<string>();
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      const attempts = numberAt(route, 'retries.attempts') ?? 0;
      const each = seconds(at(route, 'retries.perTryTimeout'));
      const timeout = seconds(at(route, 'timeout'));
      // A timeout of 0 switches it off.
      if (each === undefined || timeout === undefined || timeout === 0 || (attempts + 1) * each <= timeout) continue;

      const needed = Duration.seconds((attempts + 1) * each).text;
      const told = `${attempts} ${each} ${timeout}`;
      // The same figures in each route are one thought.
      if (said.has(told)) continue;
      said.add(told);
      // Where the last try alone is cut off, the others were what was meant.
      const severity = attempts * each <= timeout ? 'info' : 'warning';
      yield {
        path: `spec.http[${index}].timeout`,
        severity: world.facts.whole === true ? 'error' : severity,
        message: `1 try and ${attempts} retries of ${textAt(route, 'retries.perTryTimeout') ?? ''} take ${needed}, the timeout is ${textAt(route, 'timeout') ?? ''}`,
        why: 'The last retries are cut off: while a pod fails, users get a 504 from the gateway though another pod would have answered.',
        fix: `Raise the timeout to ${needed} or more, or retry less.`,
      };
    }
  },
});

function seconds(duration: unknown): number | undefined {
  try {
    return typeof duration === 'string' ? Duration.parse(duration).seconds : undefined;
  } catch {
    return undefined;
  }
}
