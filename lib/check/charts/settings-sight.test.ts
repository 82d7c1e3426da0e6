import { kiali, lokiWords } from './settings-sight.ts';
import type { Given } from './setting.ts';

const given = (values: object): Given => ({
  chart: 'x',
  values,
  major: undefined,
  uses: () => false,
  defines: () => false,
  has: () => false,
});
const tracing = (url: string, more: object = {}) => given({ external_services: { tracing: { in_cluster_url: url, ...more } } });
const schema = (object_store: string) => ({ configs: [{ from: '2025-01-01', store: 'tsdb', object_store, schema: 'v13' }] });

test.each([
  ['gRPC at its port', tracing('http://jaeger-query.istio-system:16685/jaeger')],
  ['HTTP at its port', tracing('http://jaeger-query.istio-system:16686', { use_grpc: false })],
  ['the port of a Service', tracing('http://jaeger-query.istio-system:80', { use_grpc: false })],
  ['Tempo', tracing('http://tempo:16686', { provider: 'tempo' })],
  ['a way to log in', given({ auth: { strategy: 'openid' } })],
  ['a key that a Secret has', given({ login_token: { signing_key: 'secret:kiali:key' } })],
])('Kiali takes %s', (_, values) => {
  expect([...kiali(values)]).toEqual([]);
});

test('Kiali is told of ports and ways to log in that do not work', () => {
  const found = [
    tracing('http://jaeger-query:16686'),
    tracing('http://jaeger-query:16685', { use_grpc: false }),
    given({ auth: { strategy: 'login' } }),
    given({ login_token: { signing_key: 'kiali' } }),
  ];

  expect(found.flatMap((values) => [...kiali(values)].map(({ message }) => message))).toEqual([
    'Kiali asks port 16686 by gRPC (use_grpc, the default), and Jaeger serves its page there',
    'Kiali asks port 16685 by HTTP, and Jaeger serves gRPC there',
    'auth.strategy is login, which is none of anonymous, header, openid, openshift, token',
    'login_token.signing_key has 5 characters, and must have 16, 24, 32',
  ]);
});

test.each([
  ['one store throughout', { deploymentMode: 'SingleBinary', loki: { storage: { type: 's3' }, schemaConfig: schema('s3') } }],
  [
    'a store of its own',
    { loki: { storage: { type: 's3' }, storage_config: { filesystem: { directory: '/x' } }, schemaConfig: schema('filesystem') } },
  ],
  ['numbers', { loki: { limits_config: { ingestion_rate_mb: 10, max_streams_per_user: '0' } } }],
])('Loki takes %s', (_, values) => {
  expect([...lokiWords(given(values))]).toEqual([]);
});

test('Loki is told of modes, stores and numbers that it does not take', () => {
  const found = [
    { deploymentMode: 'single-binary' },
    { loki: { limits_config: { ingestion_rate_mb: '10MB' } } },
    { loki: { storage: { type: 'filesystem' }, schemaConfig: schema('s3') } },
  ].flatMap((values) => [...lokiWords(given(values))].map(({ message, fix }) => [message, fix]));

  expect(found).toEqual([
    ['deploymentMode is single-binary, which is none of SingleBinary, SimpleScalable, Distributed', 'Did you mean "SingleBinary"?'],
    ['loki.limits_config.ingestion_rate_mb is "10MB", and Loki reads a number', 'Write 10; it is in megabytes.'],
    ['the schema writes to s3, and loki.storage.type is filesystem', 'Write object_store: filesystem, or loki.storage.type: s3.'],
  ]);
});
