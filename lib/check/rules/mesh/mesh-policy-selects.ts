import { selectsOperated } from '../../operators.ts';
import { fieldsAt, text } from '../../read.ts';
import { isOpaque } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { labelsText, type Labels } from '../../selector.ts';
import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { ROOT_NAMESPACE } from '../../mesh.ts';

/** Where each kind keeps the labels of the pods that it is about. */
const SELECTORS = ['spec.selector.matchLabels', 'spec.workloadSelector.labels', 'spec.workloadSelector.matchLabels'];

export const meshPolicySelects = defineRule({
  id: 'mesh-policy-selects',
  severity: 'warning',
  kinds: [
    'security.istio.io/v1/AuthorizationPolicy',
    'security.istio.io/v1/RequestAuthentication',
    'telemetry.istio.io/v1/Telemetry',
    'networking.istio.io/v1/Sidecar',
    'networking.istio.io/v1/EnvoyFilter',
    'extensions.istio.io/v1alpha1/WasmPlugin',
    'networking.istio.io/v1beta1/ProxyConfig',
  ],
  asks: 'A policy of the mesh that selects pods selects some.',
  source:
    'https://istio.io/latest/docs/reference/config/type/workload-selector/; https://istio.io/latest/docs/reference/config/analysis/ist0127/',
  *check(manifest, world) {
    const { namespace = '' } = manifest.object.metadata;
    const found = selectorOf(manifest);
    if (found === undefined) return;
    const everywhere = namespace === ROOT_NAMESPACE;
    const pods = everywhere ? world.podTemplates() : world.podsIn(namespace);
    if (pods.length === 0 || isOpaque(world, namespace)) return;
    if (world.podsWith(found.labels, everywhere ? undefined : namespace).length > 0) return;
    if (selectsOperated(world, namespace, found.labels)) return;
    // Gateways come from charts that are seldom read.
    if (
      ('istio' in found.labels && world.facts.whole !== true) ||
      gatewayPods(world).some(({ labels }) => Object.entries(found.labels).every(([key, value]) => labels[key] === value))
    )
      return;
    const elsewhere = world.podsWith(found.labels)[0];
    yield {
      path: found.path,
      message: `no pod of "${namespace}" carries ${labelsText(found.labels)}${elsewhere === undefined ? '' : `; the pods of ${elsewhere.owner.object.kind} ${elsewhere.owner.object.metadata.name} in "${elsewhere.namespace}" do`}`,
      why: 'The policy is about nothing: what it should allow, refuse, measure or change goes on as if it were not there.',
      fix: elsewhere === undefined ? 'Copy the labels of the pods into the selector.' : `Move the policy to "${elsewhere.namespace}".`,
    };
  },
});

function selectorOf({ object }: WorldObject): { readonly path: string; readonly labels: Labels } | undefined {
  for (const path of SELECTORS) {
    const entries = Object.entries(fieldsAt(object, path)).flatMap(([key, value]) => {
      const each = text(value);
      return each === undefined ? [] : [[key, each] as const];
    });
    if (entries.length > 0) return { path, labels: Object.fromEntries(entries) };
  }
  return undefined;
}
