import { documentKind } from '../../document.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { selectsOperated } from '../../operators.ts';
import { itemsAt, textsAt } from '../../read.ts';
import { isOpaque, isPlatform, nearName } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { labelsText, type Labels } from '../../selector.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

/** Labels that controllers put on pods, never on their templates. */
const SET_LATER =
  /^(statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|(rollouts-)?pod-template-hash|controller-revision-hash|(batch\.kubernetes\.io\/)?(job-name|controller-uid)|spilo-role|cnpg\.io\/.*)$/;

export const serviceSelectsPods = defineRule({
  id: 'service-selects-pods',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'Every Service with a selector matches a pod template in its own namespace.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-with-selectors; seed 002, D-13',
  *check({ object, file }, world) {
    const namespace = object.metadata.namespace ?? '';
    const selector = Object.fromEntries(Object.entries(textsAt(object, 'spec.selector')).filter(([key]) => !SET_LATER.test(key)));
    if (Object.keys(selector).length === 0 || world.podsWith(selector, namespace).length > 0 || isOpaque(world, namespace)) return;
    if (experiments(world, namespace).some((labels) => Object.entries(selector).every(([key, value]) => labels[key] === value))) return;
    if (selectsOperated(world, namespace, selector)) return;
    // The workload may be the document beside it that does not parse: that is a finding already.
    if (world.ofKind(documentKind('Unreadable')).some((each) => each.file === file)) return;
    // What the cluster brings along is in no tree.
    if (namespace === 'kube-system' && world.facts.whole !== true) return;

    const why = 'The Service has no endpoints: every connection to it is refused, while the object itself looks healthy.';
    const elsewhere = world.podsWith(selector)[0]?.namespace;
    if (elsewhere !== undefined) {
      yield {
        path: 'metadata.namespace',
        message: `the only matching pods are in "${elsewhere}"`,
        why,
        fix: `Move the Service to "${elsewhere}".`,
      };
      return;
    }
    // A second door to a part of the platform that was installed by hand: the tree neither makes its namespace nor runs anything there.
    const isElsewhere = isPlatform(namespace) && !isOwn(namespace) && !madeNamespaces(world).has(namespace);
    if (isElsewhere && world.podsIn(namespace).length === 0 && world.facts.whole !== true) return;
    const [key, value] = Object.entries(selector)[0] ?? ['', ''];
    const near = nearName(
      value,
      world.podsIn(namespace).flatMap((pod) => pod.labels[key] ?? []),
    );
    const hint = near === undefined ? 'Copy the labels of the workload into the selector.' : `Did you mean ${key}=${near}?`;
    yield { path: 'spec.selector', message: `no pod template carries ${labelsText(selector)}`, why, fix: hint };
  },
});

/** Where objects stand that say no namespace. */
function isOwn(namespace: string): boolean {
  return namespace === '' || namespace === 'default';
}

/** Labels of the pods that Experiments of Argo Rollouts make for a while. */
function experiments(world: World, namespace: string): readonly Labels[] {
  const all = world.once('labels of experiments', () => {
    const found = new Map<string, Labels[]>();
    const add = ({ object }: WorldObject, templates: readonly unknown[]): void => {
      for (const each of templates) {
        const labels = { ...textsAt(each, 'template.metadata.labels'), ...textsAt(each, 'metadata.labels') };
        addTo(found, object.metadata.namespace ?? '', labels);
      }
    };
    for (const each of world.ofKind('argoproj.io/v1alpha1/Experiment')) add(each, itemsAt(each.object, 'spec.templates'));
    for (const each of world.ofKind('argoproj.io/v1alpha1/Rollout'))
      for (const step of itemsAt(each.object, 'spec.strategy.canary.steps')) add(each, itemsAt(step, 'experiment.templates'));
    return found;
  });
  return all.get(namespace) ?? [];
}
