import { deployment, kube, ruleCases } from '../../testing.ts';
import { rateLimitServiceAgrees } from './rate-limit-service-agrees.ts';

const namespace = 'shop';
const limits = (domain: string, key = 'PATH') =>
  kube(
    'v1/ConfigMap',
    { name: 'limits', namespace },
    {
      data: {
        'config.yaml': `domain: ${domain}\ndescriptors:\n  - key: ${key}\n    value: /login\n    rate_limit: { unit: minute, requests_per_unit: 10 }\n  - key: generic_key\n    value: web\n    descriptors:\n      - key: remote_address\n        rate_limit: { unit: second, requests_per_unit: 5 }\n`,
      },
    },
  );
const ask = (domain: string) => ({
  applyTo: 'HTTP_FILTER',
  patch: { operation: 'INSERT_BEFORE', value: { name: 'envoy.filters.http.ratelimit', typed_config: { domain, rate_limit_service: {} } } },
});
const actions = (...list: readonly object[]) => ({
  applyTo: 'VIRTUAL_HOST',
  patch: { operation: 'MERGE', value: { rate_limits: [{ actions: list }] } },
});
const byPath = { request_headers: { header_name: ':path', descriptor_key: 'PATH' } };
const filter = (...configPatches: readonly object[]) =>
  kube('networking.istio.io/v1alpha3/EnvoyFilter', { name: 'limit', namespace }, { spec: { configPatches } });
const program = (mountPath: string) =>
  deployment({
    name: 'ratelimit',
    namespace,
    container: {
      image: 'envoyproxy/ratelimit:9d8d70a8',
      env: [
        { name: 'RUNTIME_ROOT', value: '/data' },
        { name: 'RUNTIME_SUBDIRECTORY', value: 'ratelimit' },
      ],
      volumeMounts: [{ name: 'limits', mountPath }],
    },
    pod: { volumes: [{ name: 'limits', configMap: { name: 'limits' } }] },
  });

ruleCases(rateLimitServiceAgrees, {
  accepts: {
    'the same domain and key': [limits('shop'), filter(ask('shop'), actions(byPath))],
    'limits that are not in the tree': [filter(ask('shop'), actions(byPath))],
    'entries one within the other': [
      limits('shop'),
      filter(ask('shop'), actions({ generic_key: { descriptor_value: 'web' } }, { remote_address: {} })),
    ],
    'an action of another kind': [limits('shop'), filter(ask('shop'), actions({ metadata: { descriptor_key: 'user' } }))],
    'the folder in which the service looks': [limits('shop'), program('/data/ratelimit/config')],
    'a domain of another program': [limits('shop'), filter({ applyTo: 'CLUSTER', patch: { value: { name: 'x', domain: 'y' } } })],
  },
  refuses: {
    'another domain': {
      given: [limits('shop'), filter(ask('shop-ratelimit'))],
      says: 'proxies ask about the domain "shop-ratelimit", and there are limits for shop',
      fix: 'Write shop.',
    },
    'a key in other letters': {
      given: [limits('shop', 'path'), filter(ask('shop'), actions(byPath))],
      says: 'requests are described by PATH, and ConfigMap limits has limits there for path=/login, generic_key=web',
    },
    'a value that has no limit': {
      given: [limits('shop'), filter(ask('shop'), actions({ generic_key: { descriptor_value: 'api' } }))],
      says: 'requests are described by generic_key=api, and ConfigMap limits has limits there for PATH=/login, generic_key=web',
    },
    'limits in another folder': {
      given: [limits('shop'), program('/data/config')],
      says: 'the limits are mounted at /data/config, and the service reads /data/ratelimit/config (RUNTIME_ROOT, RUNTIME_SUBDIRECTORY)',
    },
  },
});
