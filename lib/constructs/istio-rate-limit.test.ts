import { Duration } from '../values/duration.ts';
import { IstioRateLimit, type IstioRateLimitProps } from './istio-rate-limit.ts';
import { Pods, refusal, Testing } from './testing.ts';

test('the example of its page stands: a bucket for each pod, enabled and enforced for every request', () => {
  const chart = Testing.chart();
  const api = new Pods(chart, 'api');

  new IstioRateLimit(chart, 'Limit', {
    name: 'api-limit',
    workload: api,
    requests: 100,
    interval: Duration.minutes(1),
    header: 'x-local-rate-limit',
  });

  const share = (key: string): object => ({ runtime_key: key, default_value: { numerator: 100, denominator: 'HUNDRED' } });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'EnvoyFilter',
      metadata: { name: 'api-limit', namespace: 'shop', annotations: { 'galley.istio.io/analyze-suppress': 'IST0133' } },
      spec: {
        priority: 10,
        workloadSelector: { labels: { app: 'api' } },
        configPatches: [
          {
            applyTo: 'HTTP_FILTER',
            match: {
              context: 'SIDECAR_INBOUND',
              listener: {
                filterChain: {
                  filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } },
                },
              },
            },
            patch: {
              operation: 'INSERT_BEFORE',
              value: {
                name: 'envoy.filters.http.local_ratelimit',
                typed_config: {
                  '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct',
                  type_url: 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
                  value: {
                    stat_prefix: 'http_local_rate_limiter',
                    status: { code: 'TooManyRequests' },
                    token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: '60s' },
                    filter_enabled: share('local_rate_limit_enabled'),
                    filter_enforced: share('local_rate_limit_enforced'),
                    response_headers_to_add: [
                      { append_action: 'OVERWRITE_IF_EXISTS_OR_ADD', header: { key: 'x-local-rate-limit', value: 'true' } },
                    ],
                    local_rate_limit_per_downstream_connection: false,
                  },
                },
              },
            },
          },
        ],
      },
    },
  ]);
});

test.each<[string, boolean, Partial<IstioRateLimitProps>, string]>([
  [
    'pods without a sidecar',
    false,
    {},
    'test/Limit: api has no sidecar, and nobody would count its requests. Put it into the mesh, or limit where requests come in.',
  ],
  ['half a request', true, { requests: 0.5 }, 'test/Limit: requests is 0.5, a bucket holds whole requests. Write a whole number from 1.'],
])('refuses %s', (_, inMesh, props, message) => {
  const chart = Testing.chart();
  const workload = new Pods(chart, 'api', { inMesh });

  const said = refusal(
    () =>
      new IstioRateLimit(chart, 'Limit', { name: 'limit', workload, requests: 1, interval: Duration.seconds(1), header: 'x', ...props }),
  );

  expect(said).toBe(message);
});
