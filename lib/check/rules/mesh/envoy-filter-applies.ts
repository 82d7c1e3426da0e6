import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { ROOT_NAMESPACE } from '../../mesh.ts';
import { isGatewayPod } from '../../mesh/sidecar.ts';
import { at, fieldsAt, itemsAt, strings, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { labelsText, matches } from '../../selector.ts';
import type { World } from '../../world.ts';

/** Names of filters before Envoy 1.14, which Istio looks for no more. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'envoy.http_connection_manager': 'envoy.filters.network.http_connection_manager',
  'envoy.tcp_proxy': 'envoy.filters.network.tcp_proxy',
  'envoy.router': 'envoy.filters.http.router',
  'envoy.lua': 'envoy.filters.http.lua',
  'envoy.cors': 'envoy.filters.http.cors',
  'envoy.fault': 'envoy.filters.http.fault',
  'envoy.rate_limit': 'envoy.filters.http.ratelimit',
};
const NO_USE = 'istiod takes the object, and the patch goes nowhere: nothing changes, and nothing says so.';

export const envoyFilterApplies = defineRule({
  id: 'envoy-filter-applies',
  severity: 'warning',
  kinds: ['networking.istio.io/v1alpha3/EnvoyFilter'],
  asks: 'An EnvoyFilter selects pods of the place that its patches are for, and its configuration is one that Envoy reads.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/envoy-filter/; https://www.envoyproxy.io/docs/envoy/latest/api-docs/xds_protocol',
  *check(manifest, world) {
    yield* selection(manifest, world);
    for (const [index, patch] of itemsAt(manifest.object, 'spec.configPatches').entries()) {
      const path = `spec.configPatches[${index}]`;
      for (const each of strings(patch, path)) {
        const now = each.key === 'name' ? OLD_NAMES[each.value] : undefined;
        if (now === undefined) continue;
        yield { path: each.path, message: `${each.value} is the name that Envoy had before 1.14`, why: NO_USE, fix: `Write ${now}.` };
      }
      const value = fieldsAt(patch, 'patch.value');
      const isFilter =
        (textAt(patch, 'applyTo') ?? '').endsWith('FILTER') && /^(ADD|INSERT_\w+|REPLACE)$/.test(textAt(patch, 'patch.operation') ?? '');
      if (
        isFilter &&
        value['name'] !== undefined &&
        at(value, 'config_discovery') === undefined &&
        textAt(value['typed_config'], '@type') === undefined
      ) {
        yield {
          path: `${path}.patch.value`,
          severity: 'error',
          message: `the filter ${text(value['name']) ?? ''} has no typed_config with an @type`,
          why: 'Envoy refuses the listener: the proxy keeps its old configuration, or never becomes ready.',
          fix: 'Write typed_config: {"@type": type.googleapis.com/…, …}.',
        };
      }
      yield* durations(value, `${path}.patch.value`);
    }
  },
});

/** Durations of protobuf are texts in seconds: `60s`, not `60` and not `1m`. */
function* durations(value: unknown, path: string): Iterable<Issue> {
  for (const [key, each] of Object.entries(fieldsAt({ value }, 'value'))) {
    const place = `${path}.${key}`;
    if (
      /(^|_)(interval|timeout|delay)$/.test(key) &&
      (typeof each === 'number' || (typeof each === 'string' && /^\d+(\.\d+)?(ms|m|h|d)?$/.test(each)))
    ) {
      yield {
        path: place,
        severity: 'error',
        message: `${key} is ${each}, and Envoy reads durations in seconds with an s`,
        why: 'The patch cannot be read: istiod refuses it, or the proxy keeps its old configuration.',
        fix: `Write it in seconds, such as 60s.`,
      };
    } else if (typeof each === 'object') yield* durations(each, place);
  }
}

function* selection({ object }: WorldObject, world: World): Iterable<Issue> {
  if (at(object, 'spec.workloadSelector.matchLabels') !== undefined && at(object, 'spec.workloadSelector.labels') === undefined) {
    yield {
      path: 'spec.workloadSelector.matchLabels',
      message: 'workloadSelector has matchLabels, where Istio reads labels',
      why: 'The field is dropped, and the filter is put before every pod of the namespace.',
      fix: 'Write workloadSelector.labels.',
    };
    return;
  }
  const labels = textsAt(object, 'spec.workloadSelector.labels');
  const { namespace = '' } = object.metadata;
  if (Object.keys(labels).length === 0) return;
  const pods = world.podsWith(labels, namespace === ROOT_NAMESPACE ? undefined : namespace);
  const contexts = new Set(itemsAt(object, 'spec.configPatches').map((each) => textAt(each, 'match.context') ?? 'ANY'));
  const [only] = contexts.size === 1 ? contexts : [];
  const gateways = gatewayPods(world).filter((each) => matches(labels, each.labels));
  if (pods.length === 0 && gateways.length > 0 && namespace !== ROOT_NAMESPACE && gateways.every((each) => each.namespace !== namespace)) {
    yield {
      path: 'metadata.namespace',
      message: `${labelsText(labels)} is on gateway pods in "${gateways[0]?.namespace ?? ''}", and the filter is in "${namespace}"`,
      why: NO_USE,
      fix: `Move the filter to "${gateways[0]?.namespace ?? ''}".`,
    };
  }
  const isGateway = pods.map((pod) => isGatewayPod(pod) || gateways.some((each) => each.labels === pod.labels));
  if (only === 'GATEWAY' && pods.length > 0 && isGateway.every((each) => !each)) {
    yield {
      path: 'spec.configPatches[0].match.context',
      message: `the context is GATEWAY, and ${labelsText(labels)} selects pods with a sidecar`,
      why: NO_USE,
      fix: 'Write SIDECAR_INBOUND for requests that come in, SIDECAR_OUTBOUND for those that go out.',
    };
  }
  if (only?.startsWith('SIDECAR') === true && pods.length > 0 && isGateway.every((each) => each)) {
    yield {
      path: 'spec.configPatches[0].match.context',
      message: `the context is ${only}, and ${labelsText(labels)} selects a gateway`,
      why: NO_USE,
      fix: 'Write GATEWAY.',
    };
  }
}
