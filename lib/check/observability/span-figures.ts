import { releasesOf } from '../hosts/releases.ts';
import { someString } from '../read.ts';
import type { World } from '../world.ts';
import { shapesOfKind } from './shapes.ts';

/** A collector, an agent or another Tempo makes figures of spans. */
export function isMadeElsewhere(world: World): boolean {
  return world.once('figures of spans are made elsewhere', () => {
    const makes = (value: string): boolean => /servicegraph|spanmetrics|span-?metrics|service-?graphs/.test(value);
    return (
      shapesOfKind(world, 'otel').some(({ content }) => makes(JSON.stringify(content))) ||
      shapesOfKind(world, 'tempo').length > 1 ||
      world
        .ofKind('v1/ConfigMap')
        .some(({ object }) => someString(object['data'], (value) => value.includes('otelcol.connector.') || value.includes('beyla'))) ||
      releasesOf(world).some(({ chart }) => /alloy|agent|opentelemetry|beyla|k8s-monitoring|mimir|tempo/.test(chart))
    );
  });
}
