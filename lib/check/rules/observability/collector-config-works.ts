import { releasesBy } from '../../hosts/releases.ts';
import { endpointFaults } from '../../observability/collector-endpoints.ts';
import { gone, guarded, health, order } from '../../observability/collector-faults.ts';
import { SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { podsWith } from '../../observability/stores.ts';
import type { Container } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const collectorConfigWorks = defineRule({
  id: 'collector-config-works',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'An OpenTelemetry collector guards the memory that it has, before anything else, answers its probes, listens on addresses of its own, and has the parts of its version.',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/main/processor/memorylimiterprocessor/README.md; https://github.com/open-telemetry/opentelemetry-collector/blob/main/CHANGELOG.md',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'otel')) {
      const { container, memory } = runner(world, manifest);
      yield* order(shape);
      yield* guarded(shape, memory);
      yield* endpointFaults(shape);
      if (container === undefined) continue;
      yield* gone(shape, container);
      yield* health(shape, container);
    }
  },
});

/** The container that runs with the configuration, and the memory that it may have. */
function runner(world: World, manifest: WorldObject): { readonly container: Container | undefined; readonly memory: string | undefined } {
  if (manifest.object.kind === 'OpenTelemetryCollector')
    return { container: undefined, memory: textAt(manifest.object, 'spec.resources.limits.memory') };
  if (manifest.object.kind !== 'ConfigMap') {
    const [release, ...more] = releasesBy(world, manifest).filter(({ chart }) => chart === 'opentelemetry-collector');
    return { container: undefined, memory: more.length > 0 ? undefined : textAt(release?.values, 'resources.limits.memory') };
  }
  const containers = podsWith(world, manifest).flatMap((pod) =>
    pod.containers.filter(({ image = '', init }) => !init && /otel|opentelemetry-collector/.test(image)),
  );
  const [container] = containers;
  return { container, memory: textAt(container?.fields, 'resources.limits.memory') };
}
