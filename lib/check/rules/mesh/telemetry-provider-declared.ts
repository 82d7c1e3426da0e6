import { meshConfigs } from '../../mesh/settings.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Providers that every mesh has. Istio adds them in its default mesh configuration. */
const BUILT_IN = ['prometheus', 'stackdriver', 'envoy'];

export const telemetryProviderDeclared = defineRule({
  id: 'telemetry-provider-declared',
  severity: 'error',
  kinds: ['telemetry.istio.io/v1/Telemetry', 'security.istio.io/v1/AuthorizationPolicy'],
  asks: 'The providers that Telemetry and CUSTOM policies name are declared in the mesh configuration.',
  source:
    'https://istio.io/latest/docs/tasks/observability/telemetry/; https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider',
  *check({ object }, world) {
    const configs = meshConfigs(world);
    // Where the mesh is configured is not shown: nothing can be said to be missing.
    if (configs.length === 0) return;
    const known = [
      ...BUILT_IN,
      ...configs.flatMap((config) => itemsAt(config, 'extensionProviders').flatMap((each) => textAt(each, 'name') ?? [])),
    ];
    yield* idle(object, configs, world);
    for (const { name, path } of named(object)) {
      if (known.includes(name)) continue;
      const near = nearName(name, known);
      yield {
        path,
        message: `the mesh configuration declares no provider "${name}", it has ${known.filter((each) => each !== 'stackdriver').join(', ')}`,
        why:
          object.kind === 'Telemetry'
            ? 'istiod passes over the provider: no spans, logs or metrics are sent, and nothing says so.'
            : 'Every request that the policy is about is refused, as nobody can be asked.',
        fix: near === undefined ? `Add {name: ${name}, …} to meshConfig.extensionProviders of istiod.` : `Did you mean "${near}"?`,
      };
    }
  },
});

const TRACES = ['opentelemetry', 'zipkin', 'datadog', 'skywalking', 'lightstep', 'opencensus'];

/** A provider of traces that no Telemetry names; told at the one for the whole mesh. */
function* idle(object: KubeObject, configs: readonly unknown[], world: World): Iterable<Issue> {
  const isWhole = object.kind === 'Telemetry' && object.metadata.namespace === 'istio-system' && at(object, 'spec.selector') === undefined;
  if (
    !isWhole ||
    configs.some((config) => at(config, 'defaultProviders.tracing') !== undefined || at(config, 'defaultConfig.tracing') !== undefined)
  )
    return;
  const providers = configs
    .flatMap((config) => itemsAt(config, 'extensionProviders'))
    .filter((each) => TRACES.some((kind) => at(each, kind) !== undefined));
  const all = world.ofKind('telemetry.istio.io/v1/Telemetry');
  if (providers.length === 0 || all.some((each) => itemsAt(each.object, 'spec.tracing').length > 0)) return;
  yield {
    path: 'spec',
    severity: 'info',
    message: `nothing sends spans to provider ${textAt(providers[0], 'name') ?? ''}: no Telemetry has tracing`,
    why: 'The mesh knows where spans would go, and no sidecar sends one.',
    fix: `Add tracing: [{providers: [{name: ${textAt(providers[0], 'name') ?? ''}}]}].`,
  };
}

function named(object: unknown): readonly { readonly name: string; readonly path: string }[] {
  const custom = textAt(object, 'spec.provider.name');
  const lists = ['tracing', 'metrics', 'accessLogging'].flatMap((list) =>
    itemsAt(object, `spec.${list}`).flatMap((entry, index) =>
      itemsAt(entry, 'providers').flatMap((provider, place) => {
        const name = textAt(provider, 'name');
        return name === undefined ? [] : [{ name, path: `spec.${list}[${index}].providers[${place}].name` }];
      }),
    ),
  );
  return custom === undefined ? lists : [{ name: custom, path: 'spec.provider.name' }, ...lists];
}
