import { envoyPatches, filteredPods, lacksType, missedPort, oldNames, plainDurations } from '../../mesh/envoy-patches.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { labelsText } from '../../selector.ts';
import type { World } from '../../world.ts';

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
    for (const patch of envoyPatches(manifest)) {
      const missed = missedPort(patch, manifest, world);
      if (missed !== undefined)
        yield {
          path: `${patch.path}.match.listener.portNumber`,
          message: `portNumber is ${missed.port}, and the sidecars of the selected pods take requests for ${missed.own.join(', ')}`,
          why: NO_USE,
          fix:
            missed.meant === undefined
              ? 'Write a port of the pods.'
              : `Write ${missed.meant}, the port of the pods: ${missed.port} is that of their Service.`,
        };
      for (const { path, name, now } of oldNames(patch))
        yield { path, message: `${name} is the name that Envoy had before 1.14`, why: NO_USE, fix: `Write ${now}.` };
      if (lacksType(patch))
        yield {
          path: `${patch.path}.patch.value`,
          severity: 'error',
          message: `the filter ${textAt(patch.value, 'name') ?? ''} has no typed_config with an @type`,
          why: 'Envoy refuses the listener: the proxy keeps its old configuration, or never becomes ready.',
          fix: 'Write typed_config: {"@type": type.googleapis.com/…, …}.',
        };
      for (const { path, key, value } of plainDurations(patch.value, `${patch.path}.patch.value`))
        yield {
          path,
          severity: 'error',
          message: `${key} is ${value}, and Envoy reads durations in seconds with an s`,
          why: 'The patch cannot be read: istiod refuses it, or the proxy keeps its old configuration.',
          fix: `Write it in seconds, such as 60s.`,
        };
    }
  },
});

function* selection(manifest: WorldObject, world: World): Iterable<Issue> {
  const { object } = manifest;
  if (at(object, 'spec.workloadSelector.matchLabels') !== undefined && at(object, 'spec.workloadSelector.labels') === undefined) {
    const message = 'workloadSelector has matchLabels, where Istio reads labels';
    const why = 'The field is dropped, and the filter is put before every pod of the namespace.';
    yield { path: 'spec.workloadSelector.matchLabels', message, why, fix: 'Write workloadSelector.labels.' };
    return;
  }
  const selected = filteredPods(manifest, world);
  if (selected === undefined) return;
  const { elsewhere, gateways, context } = selected;
  const labels = labelsText(selected.labels);
  if (elsewhere !== undefined) {
    const message = `${labels} is on gateway pods in "${elsewhere}", and the filter is in "${object.metadata.namespace ?? ''}"`;
    yield { path: 'metadata.namespace', message, why: NO_USE, fix: `Move the filter to "${elsewhere}".` };
  }
  if (gateways.length === 0) return;
  const path = 'spec.configPatches[0].match.context';
  if (context === 'GATEWAY' && !gateways.includes(true)) {
    const fix = 'Write SIDECAR_INBOUND for requests that come in, SIDECAR_OUTBOUND for those that go out.';
    yield { path, message: `the context is GATEWAY, and ${labels} selects pods with a sidecar`, why: NO_USE, fix };
  }
  if (context?.startsWith('SIDECAR') === true && !gateways.includes(false))
    yield { path, message: `the context is ${context}, and ${labels} selects a gateway`, why: NO_USE, fix: 'Write GATEWAY.' };
}
