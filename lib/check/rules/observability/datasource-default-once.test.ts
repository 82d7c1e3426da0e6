import { chartApplication, configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { datasourceDefaultOnce } from './datasource-default-once.ts';

const sources = (...datasources: readonly object[]) =>
  configFile('grafana-datasources', 'datasources.yaml', { apiVersion: 1, datasources });
const source = (name: string, rest: object = {}) => ({ name, type: 'prometheus', ...rest });
const stack = (sidecar: object) =>
  chartApplication('kube-prometheus-stack', 'monitoring', {
    grafana: {
      sidecar: { datasources: sidecar },
      datasources: { 'datasources.yaml': { datasources: [source('Thanos', { isDefault: true })] } },
    },
  });

ruleCases(datasourceDefaultOnce, {
  accepts: {
    'one default': [sources(source('A', { isDefault: true }), source('B'))],
    'a default for each organization': [sources(source('A', { isDefault: true, orgId: 1 }), source('B', { isDefault: true, orgId: 2 }))],
    'a stack that provisions none': [stack({ defaultDatasourceEnabled: false }), stack({ isDefaultDatasource: false })],
  },
  refuses: {
    'two defaults': {
      given: [sources(source('A', { isDefault: true }), source('B', { isDefault: true }))],
      says: 'the data sources A and B are both the default',
    },
    'a second beside that of the stack': {
      given: [stack({})],
      says: 'data source Thanos is the default, and so is the one that kube-prometheus-stack provisions',
    },
    'two of one name': { given: [sources(source('A'), source('A'))], says: 'there are two data sources "A"' },
  },
});
