import { trafficPolicies } from '../../mesh/traffic-policies.ts';
import { at, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const REFUSED = 'The webhook of Istio refuses the object: the rule stays as it was before.';

export const localityFailoverActs = defineRule({
  id: 'locality-failover-acts',
  severity: 'error',
  kinds: ['networking.istio.io/v1/DestinationRule'],
  asks: 'Failover between regions has an outlierDetection that notices failures, leads elsewhere, and shares between regions come to 100.',
  source: 'https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/failover/',
  *check({ object }) {
    for (const { path: place, policy, around, port } of trafficPolicies(object)) {
      const setting = at(policy, 'loadBalancer.localityLbSetting');
      if (setting === undefined || at(setting, 'enabled') === false) continue;
      const path = `${place}.loadBalancer.localityLbSetting`;
      yield* shares(setting, path);
      const failover = ['failover', 'failoverPriority'].find((each) => itemsAt(setting, each).length > 0);
      if (failover === undefined) continue;
      const same = itemsAt(setting, 'failover').find((each) => at(each, 'from') !== undefined && at(each, 'from') === at(each, 'to'));
      if (same !== undefined)
        yield {
          path: `${path}.failover`,
          message: `failover leads from ${textAt(same, 'from') ?? ''} to the same region`,
          why: REFUSED,
          fix: 'Write another region in to.',
        };
      if (itemsAt(setting, 'distribute').length > 0)
        yield {
          path: `${path}.distribute`,
          message: `distribute and ${failover} stand beside each other, and exclude each other`,
          why: REFUSED,
          fix: 'Keep one of them.',
        };
      // A policy for one port takes over nothing of those around it.
      const heard = port === undefined ? [policy, ...around] : [policy];
      if (heard.some((each) => at(each, 'outlierDetection') !== undefined)) continue;
      yield {
        path,
        severity: 'warning',
        message: `${failover} is set without an outlierDetection`,
        why: 'Istio passes the order of regions over then: requests go to all of them, and go on to the one that fails.',
        fix: 'Add outlierDetection to the same policy, such as {consecutive5xxErrors: 5, interval: 10s, baseEjectionTime: 30s}.',
      };
    }
  },
});

function* shares(setting: unknown, path: string): Iterable<Issue> {
  for (const [index, each] of itemsAt(setting, 'distribute').entries()) {
    const weights = Object.values(fieldsAt(each, 'to'));
    const sum = weights.reduce<number>((all, weight) => all + (typeof weight === 'number' ? weight : 0), 0);
    if (weights.length === 0 || sum === 100) continue;
    yield {
      path: `${path}.distribute[${index}].to`,
      message: `the shares of requests from ${textAt(each, 'from') ?? ''} come to ${sum}, not 100`,
      why: REFUSED,
      fix: 'Make them 100 together.',
    };
  }
}
