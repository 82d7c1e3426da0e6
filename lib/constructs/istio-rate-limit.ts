import { Construct } from 'constructs';
import {
  EnvoyFilter,
  EnvoyFilterSpecConfigPatchesApplyTo as ApplyTo,
  EnvoyFilterSpecConfigPatchesMatchContext as Context,
  EnvoyFilterSpecConfigPatchesPatchOperation as Operation,
} from '../../imports/networking.istio.io.ts';
import { InputError } from '../errors.ts';
import type { Duration } from '../values/duration.ts';
import type { Workload } from './workload.ts';

export interface IstioRateLimitProps {
  readonly name: string;
  /** Whose pods are protected. Needs sidecars. */
  readonly workload: Workload;
  /** Requests that pass in each {@link interval}, and at most at once. Per pod: N pods let N times as many through. */
  readonly requests: number;
  /** The bucket is filled up again after this time. */
  readonly interval: Duration;
  /** Header on the answers 429, which tells them from those of the program. */
  readonly header: string;
}

const FILTER = 'envoy.filters.http.local_ratelimit';
const MESSAGE = 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit';
/** Any but 0, of which istioctl warns beside a patch that names its neighbour. @see https://istio.io/latest/docs/reference/config/analysis/ist0151/ */
const PRIORITY = 10;
/** istioctl warns of every EnvoyFilter, since Envoy may change below it; no other object limits rates. @see https://istio.io/latest/docs/reference/config/analysis/ist0133/ */
const UNDERSTOOD = { 'galley.istio.io/analyze-suppress': 'IST0133' };
/** Left out, both shares are 0 %: the bucket is there and nothing is limited. */
const ALL = { numerator: 100, denominator: 'HUNDRED' };

/**
 * The sidecar of each pod answers 429 once its bucket is empty. One bucket for all connections of a pod.
 * @see https://www.envoyproxy.io/docs/envoy/v1.28.0/api-v3/extensions/filters/http/local_ratelimit/v3/local_rate_limit.proto
 */
export class IstioRateLimit extends Construct {
  constructor(scope: Construct, id: string, { name, workload, requests, interval, header }: IstioRateLimitProps) {
    super(scope, id);
    if (!workload.inMesh) {
      throw new InputError(
        this.node.path,
        `${workload.name} has no sidecar, and nobody would count its requests`,
        'Put it into the mesh, or limit where requests come in.',
      );
    }
    if (!Number.isInteger(requests) || requests < 1) {
      throw new InputError(this.node.path, `requests is ${requests}, a bucket holds whole requests`, 'Write a whole number from 1.');
    }
    new EnvoyFilter(this, 'Resource', {
      metadata: { name, namespace: workload.namespace, annotations: UNDERSTOOD },
      spec: {
        priority: PRIORITY,
        workloadSelector: { labels: { ...workload.podLabels } },
        configPatches: [
          {
            applyTo: ApplyTo.HTTP_UNDERSCORE_FILTER,
            match: {
              context: Context.SIDECAR_UNDERSCORE_INBOUND,
              listener: {
                filterChain: {
                  filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } },
                },
              },
            },
            patch: {
              operation: Operation.INSERT_UNDERSCORE_BEFORE, // the router is the last filter: behind it nothing is asked
              value: { name: FILTER, typed_config: limit(requests, interval, header) },
            },
          },
        ],
      },
    });
  }
}

function limit(requests: number, interval: Duration, header: string): object {
  return {
    '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct',
    type_url: MESSAGE,
    value: {
      stat_prefix: 'http_local_rate_limiter',
      status: { code: 'TooManyRequests' },
      token_bucket: { max_tokens: requests, tokens_per_fill: requests, fill_interval: `${interval.seconds}s` },
      filter_enabled: { runtime_key: 'local_rate_limit_enabled', default_value: ALL },
      filter_enforced: { runtime_key: 'local_rate_limit_enforced', default_value: ALL },
      response_headers_to_add: [{ append_action: 'OVERWRITE_IF_EXISTS_OR_ADD', header: { key: header, value: 'true' } }],
      local_rate_limit_per_downstream_connection: false,
    },
  };
}
