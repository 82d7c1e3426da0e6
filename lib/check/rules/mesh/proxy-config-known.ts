import { nearest } from '../../../values/nearest.ts';
import { MESH_CONFIG, PROXY_CONFIG } from '../../mesh/proxy-config.ts';
import { istioValues } from '../../mesh/settings.ts';
import { HELM_KINDS } from '../../helm.ts';
import { documentKind } from '../../document.ts';
import { POD_KINDS } from '../../pods.ts';
import { fields, fieldsAt, join } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

const ANNOTATION = 'proxy.istio.io/config';

export const proxyConfigKnown = defineRule({
  id: 'proxy-config-known',
  severity: 'error',
  kinds: [...POD_KINDS, ...HELM_KINDS, documentKind('HelmValues'), 'install.istio.io/v1alpha1/IstioOperator'],
  asks: 'Fields of the configuration of proxies and of the mesh are spelt as Istio reads them, and stand in the one that reads them.',
  source: 'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const written = pod?.annotations[ANNOTATION];
    if (pod !== undefined && written !== undefined)
      yield* odd(fields(yamlIn(written)), join(`${pod.path}.metadata.annotations`, ANNOTATION), true);
    if (pod !== undefined) return;
    const configs =
      manifest.object.kind === 'IstioOperator'
        ? ['spec.meshConfig', 'spec.values.meshConfig'].map((path) => ({ path, mesh: fieldsAt(manifest.object, path) }))
        : istioValues(world).flatMap((each) =>
            each.manifest === manifest
              ? [{ path: each.path === '' ? 'meshConfig' : `${each.path}.meshConfig`, mesh: fieldsAt(each.values, 'meshConfig') }]
              : [],
          );
    for (const { path, mesh } of configs) {
      yield* odd(mesh, path, false);
      yield* odd(fieldsAt(mesh, 'defaultConfig'), `${path}.defaultConfig`, true);
    }
  },
});

/** Fields that are near to one that there is, or that are of the other configuration; others may be of a later version. */
function* odd(config: Readonly<Record<string, unknown>>, path: string, ofProxy: boolean): Iterable<Issue> {
  const [known, other] = ofProxy ? [PROXY_CONFIG, MESH_CONFIG] : [MESH_CONFIG, PROXY_CONFIG];
  for (const key of Object.keys(config)) {
    if (known.has(key)) continue;
    const near = other.has(key) ? undefined : nearest(key, known);
    if (near === undefined && !other.has(key)) continue;
    const place = ofProxy ? 'meshConfig itself' : 'defaultConfig';
    yield {
      path: join(path, key),
      message:
        near === undefined
          ? `${key} is a field of ${place}, and stands in ${ofProxy ? 'the configuration of a proxy' : 'meshConfig'}`
          : `there is no field ${key} in the configuration of ${ofProxy ? 'a proxy' : 'the mesh'}`,
      why: ofProxy
        ? 'The injector refuses the pods for it, or passes over it: they start as if nothing had been written.'
        : 'istiod refuses the configuration and keeps the one before, or passes over the field.',
      fix: near === undefined ? `Move it to ${place}.` : `Did you mean "${near}"?`,
    };
  }
}
