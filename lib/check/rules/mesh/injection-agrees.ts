import { fieldsAt, join, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import type { World } from '../../world.ts';

export const injectionAgrees = defineRule({
  id: 'injection-agrees',
  severity: 'warning',
  kinds: ['v1/Namespace'],
  asks: 'A namespace says once, with a label and a word that Istio reads, whether its pods get sidecars.',
  source:
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy; https://istio.io/latest/docs/reference/config/analysis/ist0123/',
  *check({ object }, world) {
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
    const known = revisions(world);
    if (revision !== undefined && injection === undefined && known !== undefined && !known.has(revision)) {
      const near = nearName(revision, known);
      yield {
        path: join('metadata.labels', 'istio.io/rev'),
        message: `istio.io/rev is "${revision}", and the tree installs ${[...known].sort().join(', ')}`,
        why: 'No control plane answers for this revision: new pods start without a sidecar, and nothing says so.',
        fix: near === undefined ? 'Name a revision or tag that is installed.' : `Did you mean "${near}"?`,
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

/** Revisions and tags of the control planes that the tree installs; `undefined` where that is not wholly known. */
function revisions(world: World): ReadonlySet<string> | undefined {
  return world.once('istio revisions', () => {
    const planes = releasesOf(world).filter(({ chart }) => chart === 'istiod');
    const operators = ['install.istio.io/v1alpha1/IstioOperator', 'sailoperator.io/v1/Istio'].some((kind) => world.ofKind(kind).length > 0);
    if (planes.length === 0 || operators || planes.some(({ open }) => open === true)) return undefined;
    const tagged = (['Script', 'TextFile', 'Guide'] as const).some((kind) =>
      world
        .ofKind(documentKind(kind))
        .some(({ object }) => /istioctl\s+tag|revisionTags|istio-revision-tag/.test(textAt(object, 'text') ?? '')),
    );
    const hooks = world.ofKind('admissionregistration.k8s.io/v1/MutatingWebhookConfiguration');
    if (tagged || hooks.some(({ object }) => object.metadata.name.includes('istio'))) return undefined;
    return new Set(
      planes.flatMap(({ values }) => [
        textAt(values, 'revision') ?? 'default',
        ...['revisionTags', 'base.revisionTags'].flatMap((path) => itemsAt(values, path).flatMap((each) => text(each) ?? [])),
        ...(textAt(values, 'defaultRevision') === undefined ? [] : ['default']),
      ]),
    );
  });
}
