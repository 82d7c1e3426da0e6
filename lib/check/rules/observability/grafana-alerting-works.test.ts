import { dump } from 'js-yaml';
import { kube, ruleCases } from '../../testing.ts';
import { grafanaAlertingWorks } from './grafana-alerting-works.ts';

const file = (name: string, content: object) =>
  kube('v1/ConfigMap', { name, namespace: 'monitoring' }, { data: { [`${name}.yaml`]: dump({ apiVersion: 1, ...content }) } });
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
              { refId: 'A', datasourceUid: uid, model: { expr: 'up' } },
              { refId: 'B', datasourceUid: '__expr__', model: { type: 'threshold', expression } },
            ],
          },
        ],
      },
    ],
  });
const routed = (receiver: string) =>
  file('routes', { contactPoints: [{ name: 'slack', receivers: [] }], policies: [{ receiver: 'slack', routes: [{ receiver }] }] });

ruleCases(grafanaAlertingWorks, {
  accepts: {
    'a rule that has what it names': [sources, rule('B')],
    'sources that stand elsewhere': [rule('B', 'anything')],
    'a contact point that there is': [routed('slack')],
    'policies alone': [file('routes', { policies: [{ receiver: 'slack' }] })],
  },
  refuses: {
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
