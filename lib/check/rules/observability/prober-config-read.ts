import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { fields, fieldsAt, join, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

const PROBERS = ['http', 'tcp', 'dns', 'icmp', 'grpc'];
/** What a module says of itself, and not of its kind of probe. */
const OF_MODULE = new Set(['prober', 'timeout', ...PROBERS]);
/** Keys of one kind of probe only, or of several: the first is the one that is most likely meant. */
const OF_PROBE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'valid_status_codes valid_http_versions method headers follow_redirects no_follow_redirects fail_if_ssl fail_if_not_ssl fail_if_body_matches_regexp fail_if_body_not_matches_regexp fail_if_header_matches fail_if_header_not_matches basic_auth bearer_token bearer_token_file proxy_url body'
      .split(' ')
      .map((key) => [key, 'http']),
  ),
  query_response: 'tcp',
  query_name: 'dns',
  query_type: 'dns',
  valid_rcodes: 'dns',
  transport_protocol: 'dns',
  payload_size: 'icmp',
  dont_fragment: 'icmp',
};
/** Keys that several kinds of probes have. */
const SHARED = new Set(['preferred_ip_protocol', 'ip_protocol_fallback', 'tls_config', 'source_ip_address']);

export const proberConfigRead = defineRule({
  id: 'prober-config-read',
  severity: 'error',
  kinds: ['v1/ConfigMap', ...HELM_KINDS],
  asks: 'The modules of a blackbox exporter have their settings where it reads them: the timeout in the module, and those of HTTP within http.',
  source: 'https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md',
  *check(manifest) {
    for (const [key, content] of manifest.object.kind === 'ConfigMap' ? Object.entries(textsAt(manifest.object, 'data')) : []) {
      if (!/^\s*modules\s*:/m.test(content) || !/\bprober\s*:/.test(content)) continue;
      yield* faults(fieldsAt(yamlIn(content), 'modules'), () => join('data', key));
    }
    for (const { chart, values, path } of manifest.object.kind === 'ConfigMap' ? [] : helmValuesOf(manifest)) {
      if (chart !== 'prometheus-blackbox-exporter') continue;
      yield* faults(fieldsAt(values, 'config.modules'), (module) => `${path}.config.modules.${module}`);
    }
  },
});

function* faults(modules: Readonly<Record<string, unknown>>, pathOf: (module: string) => string): Iterable<Issue> {
  for (const [name, module] of Object.entries(modules)) {
    const about = {
      path: pathOf(name),
      why: 'The exporter refuses the whole file ("field … not found"): it does not start, and nothing is probed.',
    };
    const prober = textAt(module, 'prober');
    for (const key of Object.keys(fields(module))) {
      const place = SHARED.has(key) ? prober : OF_PROBE[key];
      if (OF_MODULE.has(key) || place === undefined) continue;
      yield {
        ...about,
        message: `module ${name} has ${key} itself, and it belongs to ${place}`,
        fix: `Write it within ${place}: of the module.`,
      };
    }
    for (const section of PROBERS) {
      const lost = Object.keys(fieldsAt(module, section)).find((key) => OF_MODULE.has(key));
      if (lost === undefined) continue;
      yield {
        ...about,
        message: `module ${name} has ${lost} within ${section}, and it belongs to the module`,
        fix: `Write ${lost} beside ${section}:.`,
      };
    }
  }
}
