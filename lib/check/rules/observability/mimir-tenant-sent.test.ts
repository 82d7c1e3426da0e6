import { chartApplication, configFile, prometheusFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { mimirTenantSent } from './mimir-tenant-sent.ts';

const mimir = (structuredConfig: object = {}) =>
  chartApplication('mimir-distributed', 'monitoring', { mimir: { structuredConfig } }, 'mimir');
const source = (url: string, more: object = {}) =>
  configFile('sources', 'mimir.yaml', { apiVersion: 1, datasources: [{ name: 'Metrics', type: 'prometheus', url, ...more }] });
const FRONTEND = 'http://mimir-query-frontend.monitoring:8080/prometheus';
const DISTRIBUTOR = 'http://mimir-distributor.monitoring.svc:8080/api/v1/push';

ruleCases(mimirTenantSent, {
  accepts: {
    'by the gateway': [mimir(), source('http://mimir-nginx.monitoring/prometheus')],
    'a tenant that is named': [
      mimir(),
      source(FRONTEND, { jsonData: { httpHeaderName1: 'X-Scope-OrgID' }, secureJsonData: { httpHeaderValue1: 'anonymous' } }),
      prometheusFile([], { remote_write: [{ url: DISTRIBUTOR, headers: { 'X-Scope-OrgID': 'shop' } }] }),
    ],
    'one tenant': [mimir({ multitenancy_enabled: false }), source(FRONTEND)],
    'a Mimir that is not in the tree': [source(FRONTEND)],
    'another store': [mimir(), source('http://thanos-query-frontend.monitoring:9090')],
  },
  refuses: {
    'a data source past the gateway': {
      given: [mimir(), source(FRONTEND)],
      says: `data source Metrics asks ${FRONTEND} and names no tenant, while Mimir has several (multitenancy_enabled, its default)`,
    },
    'metrics that are sent to a part': {
      given: [mimir(), prometheusFile([], { remote_write: [{ url: DISTRIBUTOR }] })],
      says: `remote write asks ${DISTRIBUTOR} and names no tenant, while Mimir has several (multitenancy_enabled, its default)`,
    },
    'those of a Prometheus of the operator': {
      given: [
        mimir(),
        kube(
          'monitoring.coreos.com/v1/Prometheus',
          { name: 'k8s', namespace: 'monitoring' },
          { spec: { remoteWrite: [{ url: DISTRIBUTOR }] } },
        ),
      ],
      says: `remote write asks ${DISTRIBUTOR} and names no tenant, while Mimir has several (multitenancy_enabled, its default)`,
    },
    'those of Alloy': {
      given: [
        mimir(),
        chartApplication('alloy', 'monitoring', {
          alloy: { configMap: { content: `prometheus.remote_write "mimir" {\n  endpoint {\n    url = "${DISTRIBUTOR}"\n  }\n}\n` } },
        }),
      ],
      says: `Alloy asks ${DISTRIBUTOR} and names no tenant, while Mimir has several (multitenancy_enabled, its default)`,
    },
  },
});
