import { at, fieldsAt, itemsAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const KUSTOMIZATION = 'kustomize.config.k8s.io/v1beta1/Kustomization';
/** Labels whose value changes with a release, or with the tool. */
const MOVING =
  /^(app\.kubernetes\.io\/version|app\.kubernetes\.io\/managed-by|helm\.sh\/chart|(git-)?(commit|sha|revision)|build(-?(id|number))?|image-?tag|tag|date|timestamp)$/;

export const selectorStable = defineRule({
  id: 'selector-stable',
  severity: 'warning',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', KUSTOMIZATION],
  asks: 'Selectors of workloads hold labels that never change.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates; seed 003, M18',
  *check({ object }) {
    const why =
      'A selector cannot be changed: the first release that changes the label is refused ("field is immutable"), and the workload has to be deleted.';
    const fix = 'Leave it in the labels, and out of the selector.';
    if (object.kind !== 'Kustomization') {
      for (const key of Object.keys(fieldsAt(object, 'spec.selector.matchLabels'))) {
        if (!MOVING.test(key)) continue;
        const tool = key.endsWith('managed-by');
        yield {
          path: `spec.selector.matchLabels["${key}"]`,
          ...(tool ? { severity: 'info' as const } : {}),
          message: `the selector holds ${key}, which changes with ${tool ? 'the tool' : 'each release'}`,
          why,
          fix,
        };
      }
      return;
    }
    const lists = [
      { path: 'commonLabels', pairs: textsAt(object, 'commonLabels') },
      ...itemsAt(object, 'labels').map((each, index) => ({
        path: `labels[${index}].pairs`,
        pairs: at(each, 'includeSelectors') === true ? textsAt(each, 'pairs') : {},
      })),
    ];
    for (const { path, pairs } of lists) {
      for (const key of Object.keys(pairs).filter((each) => MOVING.test(each) || each === 'version')) {
        const tool = key.endsWith('managed-by');
        yield {
          path: `${path}["${key}"]`,
          ...(tool ? { severity: 'info' as const } : {}),
          message: `${key} becomes part of every selector, and changes with ${tool ? 'the tool' : 'each release'}`,
          why,
          fix: 'Move it to labels with includeSelectors: false (and includeTemplates: true).',
        };
      }
    }
  },
});
