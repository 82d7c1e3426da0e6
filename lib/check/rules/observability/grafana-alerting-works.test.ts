import { dump } from 'js-yaml';
import { kube, ruleCases } from '../../testing.ts';
import { grafanaAlertingWorks } from './grafana-alerting-works.ts';

const file = (name: string, content: object) =>
  kube(
    'v1/ConfigMap',
    { name, namespace: 'monitoring' },
    { data: { [`${name}.yaml`]: dump({ apiVersion: 1, ...content }, { skipInvalid: true }) } },
  );
const sources = file('sources', {
  datasources: [{ name: 'Prometheus', uid: 'prometheus', type: 'prometheus', url: 'http://prometheus:9090' }],
});
const rule = (condition: string, uid = 'prometheus', expression = 'A') =>
  file('rules', {
    groups: [
      {
        name: 'blog',
        rules: [
          {
            title: 'Down',
            condition,
            data: [
              { refId: 'A', relativeTimeRange: { from: 600, to: 0 }, datasourceUid: uid, model: { expr: 'up', instant: true } },
              { refId: 'B', datasourceUid: '__expr__', model: { type: 'threshold', expression } },
            ],
          },
        ],
      },
    ],
  });
const compared = (query: object, ...between: readonly object[]) =>
  file('rules', {
    groups: [
      {
        name: 'blog',
        rules: [
          {
            title: 'Errors',
            condition: 'C',
            data: [
              { refId: 'A', relativeTimeRange: { from: 600, to: 0 }, datasourceUid: 'prometheus', ...query },
              ...between,
              {
                refId: 'C',
                datasourceUid: '__expr__',
                model: {
                  type: 'threshold',
                  expression: between.length === 0 ? 'A' : 'B',
                  conditions: [{ evaluator: { type: 'gt', params: [5] } }],
                },
              },
            ],
          },
        ],
      },
    ],
  });
const reduced = { refId: 'B', datasourceUid: '__expr__', model: { type: 'reduce', expression: 'A', reducer: 'last' } };
const routed = (receiver: string) =>
  file('routes', { contactPoints: [{ name: 'slack', receivers: [] }], policies: [{ receiver: 'slack', routes: [{ receiver }] }] });

ruleCases(grafanaAlertingWorks, {
  accepts: {
    'a rule that has what it names': [sources, rule('B')],
    'sources that stand elsewhere': [rule('B', 'anything')],
    'a series that is reduced first': [sources, compared({ model: { expr: 'up' } }, reduced)],
    'one number': [sources, compared({ model: { expr: 'up', instant: true } })],
    'one number of Loki': [compared({ datasourceUid: 'loki', model: { expr: 'count_over_time({app="web"}[5m])', queryType: 'instant' } })],
    'a query of which nobody says what it is': [compared({ datasourceUid: 'elsewhere', model: { expr: 'up' } })],
    'conditions of the old kind, which reduce by themselves': [
      sources,
      file('rules', {
        groups: [
          {
            rules: [
              {
                title: 'Old',
                condition: 'B',
                data: [
                  { refId: 'A', relativeTimeRange: { from: 600, to: 0 }, datasourceUid: 'prometheus', model: { expr: 'up' } },
                  { refId: 'B', datasourceUid: '-100', model: { type: 'classic_conditions', expression: 'A' } },
                ],
              },
            ],
          },
        ],
      }),
    ],
    'a contact point that there is': [routed('slack')],
    'policies alone': [file('routes', { policies: [{ receiver: 'slack' }] })],
  },
  refuses: {
    'a query without a stretch of time': {
      given: [sources, compared({ model: { expr: 'up', instant: true }, relativeTimeRange: undefined })],
      says: 'query A of rule "Errors" has no relativeTimeRange',
    },
    'a stretch of no time': {
      given: [sources, compared({ model: { expr: 'up', instant: true }, relativeTimeRange: { from: 0, to: 0 } })],
      says: 'query A of rule "Errors" looks back 0 s',
    },
    'a series of Prometheus at a threshold': {
      given: [sources, compared({ model: { expr: 'up' } })],
      says: 'rule "Errors" compares A itself with its threshold, which is a series of values',
    },
    'a series of Loki at a threshold': {
      given: [compared({ datasourceUid: 'loki', model: { expr: 'sum(count_over_time({app="web"}[5m]))', queryType: 'range' } })],
      says: 'rule "Errors" compares A itself with its threshold, which is a series of values',
    },
    'a query that there is not': {
      given: [sources, rule('C')],
      says: 'rule "Down" decides by C, and its queries are A, B',
      fix: 'Name B, or add the query.',
    },
    'an expression of another query': {
      given: [sources, rule('B', 'prometheus', 'D')],
      says: 'rule "Down" reckons with D, and its queries are A, B',
    },
    'a data source of another Grafana': {
      given: [sources, rule('B', 'PBFA97CFB590B2093')],
      says: 'rule "Down" asks the data source "PBFA97CFB590B2093"; declared are prometheus',
    },
    'a contact point that there is not': {
      given: [routed('slack-alerts')],
      says: 'a policy sends to "slack-alerts", and the contact points are slack',
      fix: 'Did you mean "slack"?',
    },
  },
});
