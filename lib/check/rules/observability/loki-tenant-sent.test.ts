import { kube, ruleCases } from '../../testing.ts';
import { lokiTenantSent } from './loki-tenant-sent.ts';

const loki = (auth: string) =>
  kube('v1/ConfigMap', { name: 'loki' }, { data: { 'loki.yaml': `${auth}schema_config: { configs: [] }\nlimits_config: {}` } });
const promtail = (client: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'promtail' },
    { data: { 'promtail.yaml': `clients: [{ url: 'http://loki:3100/loki/api/v1/push'${client} }]\nscrape_configs: []` } },
  );
const source = (more: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'sources' },
    { data: { 'a.yaml': `datasources: [{ name: Logs, type: loki, url: 'http://loki:3100'${more} }]` } },
  );
const alloy = (more: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'alloy' },
    { data: { 'config.alloy': `loki.write "default" {\n  endpoint {\n    url = "http://loki:3100/loki/api/v1/push"\n${more}  }\n}` } },
  );
const strict = loki('auth_enabled: true\n');

ruleCases(lokiTenantSent, {
  accepts: {
    'one tenant': [loki('auth_enabled: false\n'), promtail(''), source(''), alloy('')],
    'a Loki that does not say': [loki(''), promtail('')],
    'tenants that are named': [
      strict,
      promtail(', tenant_id: blog'),
      source(', jsonData: { httpHeaderName1: X-Scope-OrgID }'),
      alloy('    tenant_id = "blog"\n'),
    ],
    'a login that stands for the tenant': [strict, promtail(', basic_auth: { username: blog }')],
    'a Loki of somebody else': [
      strict,
      kube(
        'v1/ConfigMap',
        { name: 'other' },
        { data: { 'a.yaml': "datasources: [{ name: Cloud, type: loki, url: 'https://logs.grafana.net' }]" } },
      ),
    ],
  },
  refuses: {
    'a Promtail without one': {
      given: [strict, promtail('')],
      says: 'Promtail, which writes to http://loki:3100/loki/api/v1/push, names no tenant, while Loki has auth_enabled: true',
    },
    'a data source without one': {
      given: [strict, source('')],
      says: 'the data source Logs names no tenant, while Loki has auth_enabled: true',
    },
    'an Alloy without one': {
      given: [strict, alloy('')],
      says: 'Alloy, which writes to http://loki:3100/loki/api/v1/push, names no tenant, while Loki has auth_enabled: true',
    },
  },
});
