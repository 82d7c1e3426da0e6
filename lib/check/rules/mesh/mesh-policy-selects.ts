import { selectsOperated } from '../../operators.ts';
import { fieldsAt, text } from '../../read.ts';
import { isOpaque } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { labelsText, type Labels } from '../../selector.ts';
import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { ROOT_NAMESPACE } from '../../mesh.ts';
import type { World } from '../../world.ts';

/** Where each kind keeps the labels of the pods that it is about. */
const SELECTORS = ['spec.selector.matchLabels', 'spec.workloadSelector.labels', 'spec.workloadSelector.matchLabels'];

const POLICY_KINDS = [
  'security.istio.io/v1/AuthorizationPolicy',
  'security.istio.io/v1/RequestAuthentication',
  'telemetry.istio.io/v1/Telemetry',
  'networking.istio.io/v1/Sidecar',
  'networking.istio.io/v1/EnvoyFilter',
  'extensions.istio.io/v1alpha1/WasmPlugin',
  'networking.istio.io/v1beta1/ProxyConfig',
] as const;

export const meshPolicySelects = defineRule({
  id: 'mesh-policy-selects',
  severity: 'warning',
  kinds: POLICY_KINDS,
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
      // Several that are about nothing here: their pods are in another tree.
      ...(elsewhere === undefined && world.facts.whole !== true && (unmet(world).get(namespace)?.size ?? 0) >= SEVERAL
        ? { severity: 'info' as const }
        : {}),
      message: `no pod of "${namespace}" carries ${labelsText(found.labels)}${elsewhere === undefined ? '' : `; the pods of ${elsewhere.owner.object.kind} ${elsewhere.owner.object.metadata.name} in "${elsewhere.namespace}" do`}`,
      why: 'The policy is about nothing: what it should allow, refuse, measure or change goes on as if it were not there.',
      fix: elsewhere === undefined ? 'Copy the labels of the pods into the selector.' : `Move the policy to "${elsewhere.namespace}".`,
    };
  },
});

/** From here on, selectors that differ and fit nothing are no slips. */
const SEVERAL = 3;

/** What policies of each namespace select in vain, each set of labels once. */
function unmet(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once('labels that mesh policies select in vain', () => {
    const map = new Map<string, Set<string>>();
    for (const each of POLICY_KINDS.flatMap((kind) => world.ofKind(kind))) {
      const found = selectorOf(each);
      const { namespace = '' } = each.object.metadata;
      if (found === undefined || namespace === ROOT_NAMESPACE || world.podsWith(found.labels).length > 0) continue;
      const labels = map.get(namespace);
      if (labels === undefined) map.set(namespace, new Set([labelsText(found.labels)]));
      else labels.add(labelsText(found.labels));
    }
    return map;
  });
}

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
