import { configFile, dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { datasourceUidExists } from './datasource-uid-exists.ts';

const sources = (...datasources: readonly object[]) =>
  configFile('grafana-datasources', 'datasources.yaml', { apiVersion: 1, datasources });
const prometheus = { name: 'Prometheus', type: 'prometheus', uid: 'prometheus', url: 'http://prometheus:9090' };
const loki = (rest: object = {}) => ({
  name: 'Loki',
  type: 'loki',
  jsonData: { derivedFields: [{ name: 'trace', datasourceUid: 'tempo' }] },
  ...rest,
});
const tempo = (rest: object = {}) => ({ name: 'Tempo', type: 'tempo', ...rest });

ruleCases(datasourceUidExists, {
  accepts: {
    'a uid that is declared': [sources(loki(), tempo({ uid: 'tempo' }), prometheus), dashboardOf(['up'])],
    'the uid that Grafana makes of a name': [
      sources({ name: 'Prometheus', type: 'prometheus' }),
      dashboardOf([], { panels: [{ title: 'A', datasource: { uid: 'PBFA97CFB590B2093' }, targets: [] }] }),
    ],
    'variables, names and what Grafana has': [
      sources(prometheus),
      dashboardOf([], {
        panels: ['$datasource', 'Prometheus', '-- Mixed --', { type: 'datasource', uid: 'grafana' }].map((datasource) => ({
          title: 'A',
          datasource,
          targets: [],
        })),
      }),
    ],
    'no data source in the tree': [dashboardOf(['up'])],
  },
  refuses: {
    'a link to one without uid': {
      given: [sources(loki(), tempo())],
      says: 'jsonData.derivedFields[0].datasourceUid of data source Loki names the uid "tempo", which data source Tempo does not declare',
      fix: 'Add uid: tempo to the data source Tempo.',
    },
    'a link to none': {
      given: [sources(loki())],
      says: 'jsonData.derivedFields[0].datasourceUid of data source Loki names the uid "tempo", which no data source has',
    },
    'a service map': {
      given: [sources(prometheus, tempo({ uid: 'tempo', jsonData: { serviceMap: { datasourceUid: 'prometeus' } } }))],
      says: 'jsonData.serviceMap.datasourceUid of data source Tempo names the uid "prometeus", which no data source has',
      fix: 'Did you mean "prometheus"?',
    },
    'a panel that asks another kind': {
      given: [
        sources(prometheus, { name: 'Loki', type: 'loki', uid: 'loki' }),
        dashboardOf([], { panels: [{ title: 'A', datasource: { type: 'prometheus', uid: 'loki' }, targets: [] }] }),
      ],
      says: 'panel "A" of dashboard "Blog" asks a prometheus at the uid "loki", which is that of data source Loki, a loki',
    },
    'a panel': {
      given: [sources({ name: 'Metrics', type: 'prometheus', uid: 'metrics' }), dashboardOf(['up'])],
      says: 'panel "Panel 1" of dashboard "Blog" reads the data source "prometheus", which is not declared; declared: Metrics',
    },
  },
});
