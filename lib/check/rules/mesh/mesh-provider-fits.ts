import { HELM_KINDS } from '../../helm.ts';
import { DOES, SORTS, sortOf, sortsOfProviders } from '../../mesh/providers.ts';
import { istioValues } from '../../mesh/settings.ts';
import { fieldsAt, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const meshProviderFits = defineRule({
  id: 'mesh-provider-fits',
  severity: 'error',
  kinds: [...HELM_KINDS, 'telemetry.istio.io/v1/Telemetry', 'security.istio.io/v1/AuthorizationPolicy'],
  asks: 'A provider of the mesh has a name of its own, and is used for what its sort can do: traces, access logs, metrics or decisions.',
  source:
    'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider; https://istio.io/latest/docs/tasks/observability/telemetry/',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'AuthorizationPolicy')
      return yield* judged([textAt(object, 'spec.provider.name')], 'authorization', 'spec.provider.name', world);
    if (object.kind === 'Telemetry') {
      for (const use of ['tracing', 'accessLogging', 'metrics']) {
        for (const [index, entry] of itemsAt(object, `spec.${use}`).entries())
          yield* judged(
            itemsAt(entry, 'providers').map((each) => textAt(each, 'name')),
            use,
            `spec.${use}[${index}].providers`,
            world,
          );
      }
      return;
    }
    for (const { path, values } of istioValues(world).filter((each) => each.manifest === manifest)) {
      const mesh = `${path}.meshConfig`;
      const providers = itemsAt(values, 'meshConfig.extensionProviders');
      for (const [index, provider] of providers.entries()) {
        const name = textAt(provider, 'name');
        const twin = providers.findIndex((each) => textAt(each, 'name') === name) < index;
        if (name !== undefined && !twin) continue;
        yield {
          path: `${mesh}.extensionProviders[${index}]`,
          message:
            name === undefined
              ? `a provider of the sort ${sortOf(provider) ?? 'unknown'} has no name`
              : `provider ${name} is declared twice`,
          why: 'istiod passes over it ("found invalid extension provider"): nobody can use it, and what it was to do does not happen.',
          fix: name === undefined ? 'Add name, and name it in defaultProviders or a Telemetry.' : 'Give each a name of its own.',
        };
      }
      for (const [use, named] of Object.entries(fieldsAt(values, 'meshConfig.defaultProviders')))
        yield* judged(
          items(named).map((each) => text(each)),
          use,
          `${mesh}.defaultProviders.${use}`,
          world,
        );
    }
  },
});

function* judged(names: readonly (string | undefined)[], use: string, path: string, world: World): Iterable<Issue> {
  for (const name of names) {
    const sort = name === undefined ? undefined : sortsOfProviders(world).get(name);
    const able = SORTS[use];
    if (sort === undefined || able === undefined || able.includes(sort)) continue;
    const does = Object.keys(SORTS).find((each) => SORTS[each]?.includes(sort));
    yield {
      path,
      message: `provider ${name ?? ''} is of the sort ${sort}, which is for ${DOES[does ?? ''] ?? 'something else'} and not for ${DOES[use] ?? use}`,
      why: `istiod says "does not support ${use}" in its log and goes on without: no ${DOES[use] ?? use} come, and nothing else tells of it.`,
      fix: `Declare another provider, with ${able[0] === 'zipkin' ? 'opentelemetry' : (able[0] ?? '')}, and name it here.`,
    };
  }
}
