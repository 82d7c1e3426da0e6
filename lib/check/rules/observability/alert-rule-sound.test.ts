import { alertOn, prometheusFile, rulesFile, rulesObject } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { alertRuleSound } from './alert-rule-sound.ts';

ruleCases(alertRuleSound, {
  accepts: {
    'an alert with everything': [alertOn('up == 0', { for: '5m' })],
    'records of one name with labels that differ': [
      rulesObject({ record: 'a:b:c', expr: 'a', labels: { kind: 'x' } }, { record: 'a:b:c', expr: 'b', labels: { kind: 'y' } }),
    ],
    'an alert at two levels': [
      rulesObject(
        { alert: 'A', expr: 'a > 1', labels: { severity: 'warning' }, annotations: { a: 'b' } },
        { alert: 'A', expr: 'a > 2', labels: { severity: 'critical' }, annotations: { a: 'b' } },
      ),
    ],
    'the same record in two files': [rulesObject({ record: 'a:b:c', expr: 'a' }), rulesFile({ record: 'a:b:c', expr: 'a' })],
    'records of one name for values of a label that never meet': [
      rulesObject(
        { record: 'code:requests:rate5m', expr: 'sum by (code) (rate(requests_total{code=~"2.."}[5m]))' },
        { record: 'code:requests:rate5m', expr: 'sum by (code) (rate(requests_total{code=~"5.."}[5m]))' },
      ),
    ],
  },
  refuses: {
    'a time without a unit': {
      given: [alertOn('up == 0', { for: '5' })],
      says: 'alert Broken: its "for" is "5", which has no unit',
    },
    'a text that does not close its braces': {
      given: [alertOn('up == 0', { for: '5m', annotations: { summary: '{{ $labels.pod } is down' } })],
      says: 'alert Broken: its summary opens {{ and closes it otherwise: {{ $labels.pod } is down',
    },
    'records of one name for values of a label that is summed away': {
      given: [
        rulesObject(
          { record: 'job:requests:rate5m', expr: 'sum by (job) (rate(requests_total{code=~"2.."}[5m]))' },
          { record: 'job:requests:rate5m', expr: 'sum by (job) (rate(requests_total{code=~"5.."}[5m]))' },
        ),
      ],
      says: 'rule job:requests:rate5m is recorded twice with the same labels',
    },
    'no duration': {
      given: [alertOn('up == 0', { for: '5 minutes' })],
      says: 'alert Broken: its "for" is "5 minutes", which is no duration',
    },
    'a time shorter than the interval': {
      given: [
        kube(
          'monitoring.coreos.com/v1/PrometheusRule',
          {},
          { spec: { groups: [{ name: 'a', interval: '5m', rules: [{ alert: 'A', expr: 'a > 1', for: '1m', annotations: { a: 'b' } }] }] } },
        ),
      ],
      says: 'alert A must hold for 1m, and is looked at every 300 s',
    },
    'a time shorter than the global interval': {
      given: [
        prometheusFile([], { global: { evaluation_interval: '2m' } }),
        rulesFile({ alert: 'A', expr: 'a > 1', for: '1m', annotations: { a: 'b' } }),
      ],
      says: 'alert A must hold for 1m, and is looked at every 120 s',
    },
    'no annotations': { given: [rulesObject({ alert: 'A', expr: 'up == 0' })], says: 'alert A has no annotations' },
    'a name that is none': { given: [rulesObject({ record: 'a-b', expr: 'a' })], says: 'rule a-b: its name is no name of a metric' },
    'a record twice': {
      given: [rulesObject({ record: 'a:b:c', expr: 'a' }, { record: 'a:b:c', expr: 'b' })],
      says: 'rule a:b:c is recorded twice with the same labels',
    },
    'a record that waits': { given: [rulesObject({ record: 'a:b:c', expr: 'a', for: '5m' })], says: 'rule a:b:c records and has "for"' },
    'two groups of one name': {
      given: [
        kube(
          'monitoring.coreos.com/v1/PrometheusRule',
          {},
          { spec: { groups: ['a', 'a'].map((name, index) => ({ name, rules: [{ record: `x${index}`, expr: 'a' }] })) } },
        ),
      ],
      says: 'there are two groups "a" in one file of rules',
    },
  },
});
