import { valuesAt } from '../../testing.ts';
import { names, ofKind, one, podTemplates, production } from './testing.ts';
import { BACKGROUND_REQUESTS, LIMIT_INTERVAL, LIMIT_REQUESTS } from './rates.ts';

// Mesh and way in, as seed 003, section 11 has them.

const objects = production();
const FILTER = one(objects, 'EnvoyFilter', 'rate-limit-filter');

test('objects are written in the versions that Istio 1.20 serves', () => {
  const versions = objects.flatMap(({ apiVersion, kind }) => (apiVersion.includes('istio.io') ? [`${apiVersion}/${kind}`] : []));

  expect([...new Set(versions)].sort()).toEqual([
    'networking.istio.io/v1alpha3/EnvoyFilter',
    'networking.istio.io/v1beta1/DestinationRule',
    'networking.istio.io/v1beta1/Gateway',
    'networking.istio.io/v1beta1/VirtualService',
    'security.istio.io/v1beta1/PeerAuthentication',
  ]);
});

test('everything comes in by one gateway and goes to load-balancer (M4, M5, M6)', () => {
  expect(one(objects, 'Gateway', 'titanium-gateway')['spec']).toEqual({
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
  });
  expect(ofKind(objects, 'VirtualService').map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
    [
      'load-balancer-vs',
      {
        gateways: ['titanium-gateway'],
        hosts: ['*'],
        http: [
          {
            match: [{ uri: { prefix: '/' } }],
            route: [{ destination: { host: 'load-balancer-service.titanium-prod.svc.cluster.local', port: { number: 7100 } } }],
          },
        ],
      },
    ],
  ]);
});

test('mutual TLS is STRICT for all pods, without exception (M20)', () => {
  expect(ofKind(objects, 'PeerAuthentication').map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
    ['default-mtls', { mtls: { mode: 'STRICT' } }],
  ]);
});

test('eight DestinationRules open it, one for the namespace and one for each of the seven Services', () => {
  const rules = ofKind(objects, 'DestinationRule').map(({ metadata, spec }) => [metadata.name, spec.host, spec.trafficPolicy]);

  const host = (service: string): string => `${service}.titanium-prod.svc.cluster.local`;
  const mutual = { tls: { mode: 'ISTIO_MUTUAL' } };
  expect(rules).toEqual([
    ['api-gateway', host('api-gateway-service'), mutual],
    ['auth-service', host('auth-service'), mutual],
    ['blog-service', host('blog-service'), mutual],
    ['default-mtls', host('*'), mutual],
    ['load-balancer', host('load-balancer-service'), mutual],
    ['postgresql', host('postgresql-service'), mutual],
    ['redis', host('redis-service'), mutual],
    ['user-service', host('user-service'), mutual],
  ]);
  const services = names(objects, 'Service').map(host);
  expect(
    rules
      .map(([, each]) => each)
      .filter((each) => each !== host('*'))
      .sort(),
  ).toEqual(services.sort());
});

test('the namespace injects, and no pod opts out: both ends of every call have a sidecar (L11, M20)', () => {
  expect(one(objects, 'Namespace', 'titanium-prod').metadata.labels).toMatchObject({
    'istio-injection': 'enabled',
    environment: 'production',
  });
  for (const { metadata } of Object.values(podTemplates(objects))) {
    expect(metadata.annotations).not.toHaveProperty(['sidecar.istio.io/inject']);
  }
});

test('load-balancer answers 429 after a hundred requests a minute', () => {
  const filter = 'spec.configPatches.0.patch.value';
  const config = `${filter}.typed_config.value`;
  const expected = {
    'spec.workloadSelector.labels.app': 'load-balancer',
    'spec.configPatches.length': 1,
    'spec.configPatches.0.applyTo': 'HTTP_FILTER',
    'spec.configPatches.0.match.context': 'SIDECAR_INBOUND',
    'spec.configPatches.0.match.listener.filterChain.filter.subFilter.name': 'envoy.filters.http.router',
    'spec.configPatches.0.patch.operation': 'INSERT_BEFORE',
    [`${filter}.name`]: 'envoy.filters.http.local_ratelimit',
    [`${config}.stat_prefix`]: 'http_local_rate_limiter',
    [`${config}.token_bucket`]: { max_tokens: 100, tokens_per_fill: 100, fill_interval: '60s' },
    [`${config}.filter_enabled.default_value`]: { numerator: 100, denominator: 'HUNDRED' },
    [`${config}.filter_enforced.default_value`]: { numerator: 100, denominator: 'HUNDRED' },
    [`${config}.response_headers_to_add.0.header`]: { key: 'x-local-rate-limit', value: 'true' },
    [`${config}.local_rate_limit_per_downstream_connection`]: false,
  };

  expect(valuesAt(FILTER, expected)).toEqual(expected);
});

test('the limiter stands in the path of requests, and the background traffic stays well below it (L15)', () => {
  const selected = FILTER['spec'].workloadSelector.labels;
  const entry = one(objects, 'Service', 'load-balancer-service')['spec'].selector;

  expect(selected).toEqual(entry);
  expect(podTemplates(objects)['load-balancer']?.metadata.labels).toEqual(selected);
  expect(BACKGROUND_REQUESTS).toBeLessThan((LIMIT_REQUESTS * 60) / LIMIT_INTERVAL.seconds / 4);
});

test('two pods share the background traffic, by a script that does not end', () => {
  const script = one(objects, 'ConfigMap', 'load-generator-script')['data']['background.js'] as string;
  const { replicas } = one(objects, 'Deployment', 'load-generator-deployment')['spec'];

  expect(script).toContain(`rate: 13, // of ${replicas} pods together, a minute\n      timeUnit: '${replicas}m',`);
  expect(script).toContain("duration: '87600h'");
  expect(podTemplates(objects)['load-generator']?.spec.containers[0]?.args).toEqual([
    'run',
    '--quiet',
    '--no-summary',
    '--no-thresholds',
    '--no-usage-report',
    '/scripts/background.js',
  ]);
});
