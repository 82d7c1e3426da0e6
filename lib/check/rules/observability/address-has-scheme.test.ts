import { chartApplication, configFile, prometheusFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { addressHasScheme } from './address-has-scheme.ts';

const source = (type: string, url: string) =>
  configFile('datasources', 'datasources.yaml', { apiVersion: 1, datasources: [{ name: 'One', type, url }] });
const alloy = (url: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'alloy' },
    { data: { 'config.alloy': `loki.write "default" {\n  endpoint {\n    url = "${url}"\n  }\n}\n` } },
  );
const sidekick = (address: string) =>
  chartApplication('falco', 'falco', { falcosidekick: { config: { talon: { address }, kafka: { hostport: 'kafka:9092' } } } });

ruleCases(addressHasScheme, {
  accepts: {
    'data sources with a scheme, and one that has none': [source('loki', 'http://loki:3100'), source('mysql', 'mysql:3306')],
    'an address that is filled in': [source('loki', '${LOKI_URL}'), source('tempo', 'tempo')],
    'endpoints with a scheme': [
      alloy('http://loki:3100/loki/api/v1/push'),
      prometheusFile([], { remote_write: [{ url: 'https://mimir/api/v1/push' }] }),
    ],
    'outputs of Falcosidekick': [sidekick('http://falco-talon:2803')],
  },
  refuses: {
    'a data source': {
      given: [source('tempo', 'tempo:3200')],
      says: 'data source One asks tempo:3200, without a scheme',
      fix: 'Write http://tempo:3200.',
    },
    'a remote write': {
      given: [prometheusFile([], { remote_write: [{ url: 'mimir.monitoring.svc:8080/api/v1/push' }] })],
      says: 'remote_write asks mimir.monitoring.svc:8080/api/v1/push, without a scheme',
    },
    'an endpoint of Alloy': {
      given: [alloy('loki:3100/loki/api/v1/push')],
      says: 'an endpoint of Alloy asks loki:3100/loki/api/v1/push, without a scheme',
    },
    'an output of Falcosidekick': {
      given: [sidekick('falco-talon:2803')],
      says: 'Falcosidekick (talon) asks falco-talon:2803, without a scheme',
    },
  },
});
