import { alertOn, rulesObject } from '../../observability/testing.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { alertCanFire } from './alert-can-fire.ts';

const ERRORS = 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))';
const pods = (cpu: string) =>
  deployment({
    name: 'prod-web',
    namespace: 'prod',
    container: { resources: { limits: { cpu } } },
    podAnnotations: { 'sidecar.istio.io/inject': 'false' },
  });
const CPU = 'sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="prod", pod=~"prod-.*", container!=""}[5m])) * 100 > 80';

ruleCases(alertCanFire, {
  accepts: {
    'an absence': [alertOn('absent(up{job="web"})'), alertOn('absent(up{job="web"}) == 1')],
    'a ratio and a percentage': [alertOn(`${ERRORS} > 0.05`), alertOn(`(${ERRORS}) * 100 > 5`)],
    'something that is down': [alertOn('up == 0'), alertOn('absent(up{job="web"})'), alertOn('avg(up) < 0.5')],
    'a sum of switches': [alertOn('sum(kube_pod_status_ready{condition="true"}) < 2'), alertOn('sum(up) == 0')],
    'pods that may use more': [pods('2'), alertOn(CPU)],
    'pods without a limit': [deployment({ name: 'prod-web', namespace: 'prod' }), alertOn(CPU)],
    'pods of which nothing is known': [alertOn(CPU)],
    'a ratio of different things': [alertOn('rate(retries_total[5m]) / rate(http_requests_total[5m]) > 2')],
    'a recorded ratio, and one that is recorded nowhere': [
      rulesObject({ record: 'web:errors:ratio', expr: ERRORS }, { alert: 'Broken', expr: 'web:errors:ratio > 0.05' }),
      alertOn('shop:errors:ratio > 5'),
    ],
    'one of several alternatives': [alertOn('up > 2 or up == 0')],
    'a count with something for none': [alertOn('(count(up == 1) or vector(0)) < 1')],
  },
  refuses: {
    'a ratio against a percentage': {
      given: [alertOn(`${ERRORS} > 5`)],
      says: 'alert Broken: it can never fire: its value lies between 0 and 1, and the threshold is > 5',
    },
    'a switch': {
      given: [alertOn('up{job="web"} > 1')],
      says: 'alert Broken: it can never fire: its value lies between 0 and 1, and the threshold is > 1',
    },
    'the count of nothing': {
      given: [alertOn('count(up{job="web"} == 1) < 1')],
      says: 'alert Broken: it can never fire: its value lies between 1 and Infinity, and the threshold is < 1',
    },
    'more than pods may use': {
      given: [pods('200m'), alertOn(CPU)],
      says: 'alert Broken: it can never fire: the pods that it selects may use at most 20 by their limits, and the threshold is > 80',
    },
    'a recorded ratio': {
      given: [rulesObject({ record: 'web:errors:ratio', expr: ERRORS }, { alert: 'Broken', expr: 'web:errors:ratio > 5' })],
      says: 'alert Broken: it can never fire: its value lies between 0 and 1, and the threshold is > 5',
    },
    'idle time': {
      given: [alertOn('100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))) > 100')],
      says: 'alert Broken: it can never fire: its value lies between 0 and 100, and the threshold is > 100',
    },
    'an absence that is more than one': {
      given: [alertOn('absent(up{job="web"} == 1) > 1')],
      says: 'alert Broken: absent() is 1 or nothing, and never > 1',
      fix: 'Write absent(…) alone.',
    },
    'a share whose sides are turned round': {
      given: [alertOn('sum(rate(requests_total[5m])) / sum(rate(requests_total{code=~"5.."}[5m])) > 0.05')],
      says: 'alert Broken: it fires whenever the series exists: its value is 1 or more, and the threshold is > 0.05',
    },
    'what always holds': {
      given: [alertOn('rate(errors_total[5m]) >= 0')],
      says: 'alert Broken: it fires whenever the series exists: its value is 0 or more, and the threshold is >= 0',
    },
  },
});
