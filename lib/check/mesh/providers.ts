import { fields, itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { meshConfigs } from './settings.ts';

/**
 * What each sort of provider is good for.
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
 */
export const SORTS: Readonly<Record<string, readonly string[]>> = {
  tracing: ['zipkin', 'lightstep', 'datadog', 'skywalking', 'opencensus', 'opentelemetry', 'stackdriver'],
  accessLogging: ['envoyFileAccessLog', 'envoyHttpAls', 'envoyTcpAls', 'envoyOtelAls', 'stackdriver'],
  metrics: ['prometheus', 'stackdriver'],
  authorization: ['envoyExtAuthzHttp', 'envoyExtAuthzGrpc'],
};
export const DOES: Readonly<Record<string, string>> = {
  tracing: 'traces',
  accessLogging: 'access logs',
  metrics: 'metrics',
  authorization: 'decisions',
};
/** Providers that every mesh has. */
const BUILT_IN: Readonly<Record<string, string>> = { prometheus: 'prometheus', envoy: 'envoyFileAccessLog', stackdriver: 'stackdriver' };

/** Sorts of the declared providers by their names; none where the mesh is configured elsewhere. */
export function sortsOfProviders(world: World): ReadonlyMap<string, string> {
  return world.once('sorts of mesh providers', () => {
    const found = new Map(Object.entries(BUILT_IN));
    for (const config of meshConfigs(world)) {
      for (const provider of itemsAt(config, 'extensionProviders')) {
        const sort = sortOf(provider);
        if (sort !== undefined) found.set(textAt(provider, 'name') ?? '', sort);
      }
    }
    return found;
  });
}

export function sortOf(provider: unknown): string | undefined {
  return Object.keys(fields(provider)).find((key) => Object.values(SORTS).some((each) => each.includes(key)));
}
