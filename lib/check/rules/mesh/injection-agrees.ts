import { fieldsAt, join, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const injectionAgrees = defineRule({
  id: 'injection-agrees',
  severity: 'warning',
  kinds: ['v1/Namespace'],
  asks: 'A namespace says once, with a label and a word that Istio reads, whether its pods get sidecars.',
  source:
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy; https://istio.io/latest/docs/reference/config/analysis/ist0123/',
  *check({ object }) {
    const labels = textsAt(object, 'metadata.labels');
    const path = join('metadata.labels', 'istio-injection');
    const injection = labels['istio-injection'];
    const revision = labels['istio.io/rev'];
    if (injection !== undefined && injection !== 'enabled' && injection !== 'disabled') {
      const near = nearName(injection, ['enabled', 'disabled']) ?? (injection === 'true' ? 'enabled' : 'disabled');
      yield {
        path,
        message: `istio-injection is "${injection}", Istio reads "enabled" and "disabled"`,
        why: 'No pod of the namespace gets a sidecar, and every policy for them has no effect.',
        fix: `Write ${near}.`,
      };
    }
    if (injection !== undefined && revision !== undefined) {
      yield {
        path,
        message: `istio-injection: ${injection} stands beside istio.io/rev: ${revision}; the first wins and the revision is not used`,
        why: 'Pods get the sidecar of the default revision or none: after the old control plane is removed, new pods start without a proxy.',
        fix: injection === 'disabled' ? 'Remove one of the two.' : 'Remove istio-injection.',
      };
    }
    if ((injection === 'enabled' || revision !== undefined) && labels['istio.io/dataplane-mode'] === 'ambient') {
      yield {
        path: join('metadata.labels', 'istio.io/dataplane-mode'),
        message: 'the namespace asks for sidecars and for ambient mode',
        why: 'Pods with a sidecar stay out of ambient mode: the waypoint and its policies are passed by.',
        fix: 'Remove one of the two labels.',
      };
    }
    for (const word of ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode']) {
      if (!(word in fieldsAt(object, 'metadata.annotations')) || word in labels) continue;
      yield {
        path: join('metadata.annotations', word),
        message: `${word} is an annotation here, Istio reads the label`,
        why: 'No pod of the namespace joins the mesh, and every policy for them has no effect.',
        fix: `Move ${word} to metadata.labels.`,
      };
    }
  },
});
