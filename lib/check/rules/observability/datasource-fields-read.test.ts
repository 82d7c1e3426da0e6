import { configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { datasourceFieldsRead } from './datasource-fields-read.ts';

const source = (more: object, file: object = { apiVersion: 1 }) =>
  configFile('datasources', 'datasources.yaml', {
    ...file,
    datasources: [{ name: 'Shop', type: 'prometheus', url: 'http://p:9090', ...more }],
  });

ruleCases(datasourceFieldsRead, {
  accepts: {
    'fields in their places': [
      source({
        isDefault: true,
        jsonData: { timeInterval: '30s', httpHeaderName1: 'X-Scope-OrgID' },
        secureJsonData: { password: '$WORD' },
      }),
    ],
    'the older form': [source({ is_default: true, org_id: 1 }, {})],
    'a field of a plug-in': [source({ somethingElse: true })],
  },
  refuses: {
    'a password beside the address': {
      given: [source({ type: 'mysql', password: '$WORD' })],
      says: 'data source Shop has password beside its url, where Grafana does not read it since version 9',
      fix: 'Write secureJsonData: { password: … }.',
    },
    'a field of the older form': {
      given: [source({ is_default: true })],
      says: 'data source Shop has a field is_default, which Grafana does not know',
      fix: 'Did you mean "isDefault"?',
    },
    'a setting a level too high': {
      given: [source({ timeInterval: '30s' })],
      says: 'data source Shop has timeInterval beside its url, and it is read from jsonData',
    },
    'a value of a header that everybody may read': {
      given: [source({ jsonData: { httpHeaderName1: 'X-Scope-OrgID', httpHeaderValue1: 'mgmt' } })],
      says: 'data source Shop has httpHeaderValue1 in jsonData, and it is read from secureJsonData',
    },
  },
});
