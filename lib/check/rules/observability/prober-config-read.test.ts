import { dump } from 'js-yaml';
import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { proberConfigRead } from './prober-config-read.ts';

const config = (module: object) =>
  kube('v1/ConfigMap', { name: 'blackbox', namespace: 'monitoring' }, { data: { 'blackbox.yml': dump({ modules: { probe: module } }) } });
const chart = (module: object) =>
  chartApplication('prometheus-blackbox-exporter', 'monitoring', { config: { modules: { probe: module } } });
const dns = { query_name: 'example.org', query_type: 'A' };

ruleCases(proberConfigRead, {
  accepts: {
    'a timeout of the module': [config({ prober: 'dns', timeout: '5s', dns })],
    'settings of HTTP within http': [
      config({
        prober: 'http',
        http: { valid_status_codes: [200], preferred_ip_protocol: 'ip4', tls_config: { insecure_skip_verify: true } },
      }),
    ],
    'a module of a kind alone': [config({ prober: 'icmp' })],
    'a key that a newer one may have': [config({ prober: 'http', http: { enable_http3: true }, labels: {} })],
    'modules in values': [chart({ prober: 'tcp', timeout: '5s', tcp: { tls: true } })],
    'modules of something else': [kube('v1/ConfigMap', {}, { data: { 'a.yaml': 'modules:\n  web:\n    method: GET\n' } })],
  },
  refuses: {
    'a timeout within the kind of probe': {
      given: [config({ prober: 'dns', dns: { ...dns, timeout: '5s' } })],
      says: 'module probe has timeout within dns, and it belongs to the module',
      fix: 'Write timeout beside dns:.',
    },
    'codes beside http': {
      given: [config({ prober: 'http', valid_status_codes: [200, 401] })],
      says: 'module probe has valid_status_codes itself, and it belongs to http',
      fix: 'Write it within http: of the module.',
    },
    'a protocol beside the kind of probe, in values': {
      given: [chart({ prober: 'icmp', preferred_ip_protocol: 'ip4' })],
      says: 'module probe has preferred_ip_protocol itself, and it belongs to icmp',
    },
  },
});
