import { kube, ruleCases } from '../../testing.ts';
import { rateLimitActs } from './rate-limit-acts.ts';

const SHARE = { default_value: { numerator: 100, denominator: 'HUNDRED' } };
const BUCKET = { max_tokens: 100, tokens_per_fill: 100, fill_interval: '60s' };
const filter = (value: object, ...more: readonly object[]): ReturnType<typeof kube> =>
  kube(
    'networking.istio.io/v1alpha3/EnvoyFilter',
    { name: 'limit', namespace: 'shop' },
    {
      spec: {
        configPatches: [
          {
            applyTo: 'HTTP_FILTER',
            patch: { operation: 'INSERT_BEFORE', value: { name: 'envoy.filters.http.local_ratelimit', typed_config: { value } } },
          },
          ...more,
        ],
      },
    },
  );
const whole = { stat_prefix: 'limit', token_bucket: BUCKET, filter_enabled: SHARE, filter_enforced: SHARE };

const placed = (patch: object, match: object) =>
  kube(
    'networking.istio.io/v1alpha3/EnvoyFilter',
    { name: 'limit', namespace: 'shop' },
    {
      spec: {
        configPatches: [
          {
            applyTo: 'HTTP_FILTER',
            match,
            patch: { ...patch, value: { name: 'envoy.filters.http.local_ratelimit', typed_config: { value: whole } } },
          },
        ],
      },
    },
  );

ruleCases(rateLimitActs, {
  accepts: {
    'descriptors that routes make': [
      filter(
        { ...whole, descriptors: [{ entries: [{ key: 'path', value: '/login' }], token_bucket: BUCKET }] },
        {
          applyTo: 'VIRTUAL_HOST',
          patch: { value: { rate_limits: [{ actions: [{ request_headers: { header_name: ':path', descriptor_key: 'path' } }] }] } },
        },
      ),
    ],
    'a limit for all': [filter(whole)],
    'a limit for one route': [
      filter(
        { stat_prefix: 'limit', token_bucket: BUCKET },
        { applyTo: 'HTTP_ROUTE', patch: { value: { typed_per_filter_config: { 'envoy.filters.http.local_ratelimit': {} } } } },
      ),
    ],
    'a filter without a bucket, as the guide has it': [filter({ stat_prefix: 'limit' })],
    'another filter': [
      kube(
        'networking.istio.io/v1alpha3/EnvoyFilter',
        { name: 'lua' },
        { spec: { configPatches: [{ applyTo: 'HTTP_FILTER', patch: { value: { name: 'envoy.lua' } } }] } },
      ),
    ],
  },
  refuses: {
    'descriptors that nobody makes': {
      given: [filter({ ...whole, descriptors: [{ entries: [{ key: 'path', value: '/login' }], token_bucket: BUCKET }] })],
      says: 'the filter has descriptors, and no patch of the tree gives routes the rate_limits that make them',
    },
    'a filter behind the router, and one on the way out': {
      given: [
        placed({ operation: 'INSERT_AFTER' }, { context: 'SIDECAR_INBOUND' }),
        placed({ operation: 'INSERT_BEFORE' }, { context: 'SIDECAR_OUTBOUND' }),
      ],
      says: [
        'the filter is inserted behind the router, which is the last filter',
        'the limit is in the context SIDECAR_OUTBOUND: it counts what the pods send, not what reaches them',
      ],
      fix: 'Write operation: INSERT_BEFORE.',
    },
    'a limit for nobody': {
      given: [filter({ stat_prefix: 'limit', token_bucket: BUCKET })],
      says: 'the limit has a token_bucket, and filter_enabled and filter_enforced are 0 % (the default)',
    },
    'a limit that is only counted': {
      given: [filter({ ...whole, filter_enforced: undefined })],
      says: 'the limit has a token_bucket, and filter_enforced is 0 % (the default)',
    },
    'no name': { given: [filter({ ...whole, stat_prefix: undefined })], says: 'the filter has no stat_prefix' },
  },
});
