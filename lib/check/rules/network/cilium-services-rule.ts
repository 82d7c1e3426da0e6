import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const ciliumServicesRule = defineRule({
  id: 'cilium-services-rule',
  severity: 'warning',
  kinds: CILIUM_POLICIES,
  asks: 'A rule with toServices names a Service without a selector, whose addresses are written out.',
  source: 'https://docs.cilium.io/en/stable/security/policy/language/#services-based',
  *check(manifest, world) {
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const [index, rule] of itemsAt(spec, 'egress').entries()) {
        for (const [place, entry] of itemsAt(rule, 'toServices').entries()) {
          const name = textAt(entry, 'k8sService.serviceName') ?? '';
          const namespace = textAt(entry, 'k8sService.namespace') ?? manifest.object.metadata.namespace ?? '';
          const service = world.find('v1/Service', namespace, name);
          const selector = fieldsAt(service?.object, 'spec.selector');
          if (Object.keys(selector).length === 0) continue;
          const far = namespace === manifest.object.metadata.namespace ? {} : { 'k8s:io.kubernetes.pod.namespace': namespace };
          yield {
            path: `${path}.egress[${index}].toServices[${place}]`,
            message: `toServices names Service ${namespace}/${name}, which selects pods`,
            why: 'Cilium follows the written addresses of Services without a selector; pods behind this one have identities, and the rule does not let the traffic to them through.',
            fix: `Write toEndpoints: [{matchLabels: ${JSON.stringify({ ...selector, ...far })}}] in its place.`,
          };
        }
      }
    }
  },
});
