import { handedOn } from '../../charts/pod-parts.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { POD_KINDS } from '../../pods.ts';
import { items, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const OLD = 'node-role.kubernetes.io/master';
const NOW = 'node-role.kubernetes.io/control-plane';
const NAMES: ReadonlySet<string> = new Set(['tolerations']);

export const controlPlaneTolerated = defineRule({
  id: 'control-plane-tolerated',
  severity: 'warning',
  kinds: [...POD_KINDS, ...HELM_KINDS],
  asks: 'What tolerates the taint of the control plane names it as it is called since Kubernetes 1.24, without a value and with its effect.',
  source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod !== undefined) yield* faults(pod.spec['tolerations'], `${pod.specPath}.tolerations`);
    else
      for (const { values, path } of helmValuesOf(manifest))
        for (const part of handedOn(values, NAMES)) yield* faults(part.value, `${path}.${part.path}`);
  },
});

function* faults(tolerations: unknown, path: string): Iterable<Issue> {
  const all = items(tolerations);
  // The taint of kubeadm has no value, and the effect NoSchedule.
  const vain = all.findIndex((each) => textAt(each, 'key') === NOW && (valued(each) || textAt(each, 'effect') === 'NoExecute'));
  if (vain !== -1 && !all.some((each, place) => place !== vain && [NOW, ''].includes(textAt(each, 'key') ?? ''))) {
    const { value = '', effect = '' } = { value: textAt(all[vain], 'value'), effect: textAt(all[vain], 'effect') };
    yield {
      path: `${path}[${vain}]`,
      message: `it tolerates ${NOW}${valued(all[vain]) ? `=${value}` : ''}${effect === '' ? '' : `:${effect}`}, and the taint of kubeadm is ${NOW}:NoSchedule`,
      why: 'The pods stay off the control plane, or Pending where they are bound to it.',
      fix: `Write {key: ${NOW}, operator: Exists, effect: NoSchedule}.`,
    };
  }
  const index = all.findIndex((each) => textAt(each, 'key') === OLD);
  // No key tolerates every taint; both names are for clusters old and new.
  if (index === -1 || all.some((each) => textAt(each, 'key') === NOW || (textAt(each, 'key') ?? '') === '')) return;
  yield {
    path: `${path}[${index}].key`,
    message: `it tolerates ${OLD}, a taint that nodes no longer have, and not ${NOW}`,
    why: 'The pods stay off the control plane: its logs and metrics are missing, and nothing says so.',
    fix: `Write key: ${NOW}.`,
  };
}

function valued(toleration: unknown): boolean {
  return textAt(toleration, 'operator') !== 'Exists' && (textAt(toleration, 'value') ?? '') !== '';
}
