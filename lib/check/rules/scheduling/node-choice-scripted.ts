import { handedOn } from '../../charts/pod-parts.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { POD_KINDS } from '../../pods.ts';
import { fields, items, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { openTaint } from '../../scheduling/node-choice.ts';
import { givenToNodes, type GivenToNodes } from '../../scheduling/scripted-nodes.ts';

/** Labels and taints that nodes get from Kubernetes and its providers. */
const OF_KUBERNETES = /(^|[./])(kubernetes\.io|k8s\.io|gke\.io|amazonaws\.com|azure\.com|karpenter\.sh|eksctl\.io)\/|^(nvidia|amd)\.com\//;
const NAMES: ReadonlySet<string> = new Set(['nodeSelector', 'tolerations']);
const PENDING = 'The pods stay Pending: "0 nodes are available".';

export const nodeChoiceScripted = defineRule({
  id: 'node-choice-scripted',
  severity: 'error',
  kinds: [...POD_KINDS, ...HELM_KINDS],
  asks: 'Labels by which pods choose nodes, and taints that they tolerate, are those that the scripts of the tree give to nodes.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const chosen =
      pod === undefined
        ? helmValuesOf(manifest).flatMap(({ values, path }) =>
            [...handedOn(values, NAMES)].map((each) => ({ ...each, path: `${path}.${each.path}` })),
          )
        : [...NAMES].map((key) => ({ key, value: pod.spec[key], path: `${pod.specPath}.${key}`, around: pod.spec }));
    for (const { key, value, path, around } of chosen) {
      if (value === undefined || value === null) continue;
      const custom =
        key === 'nodeSelector'
          ? Object.keys(fields(value)).some((each) => !OF_KUBERNETES.test(each))
          : items(value).some((each) => !OF_KUBERNETES.test(textAt(each, 'key') ?? 'kubernetes.io/'));
      const given = custom ? givenToNodes(world) : undefined;
      if (given === undefined || given.open) continue;
      yield* key === 'nodeSelector' ? labels(fields(value), around, path, given) : taints(items(value), path, given);
    }
  },
});

function* labels(selector: Readonly<Record<string, unknown>>, around: unknown, path: string, given: GivenToNodes): Iterable<Issue> {
  for (const [key, raw] of Object.entries(selector)) {
    const value = text(raw) ?? '';
    const there = given.labels.get(key);
    if (OF_KUBERNETES.test(key) || /[${]/.test(value)) continue;
    if (there === undefined) {
      const near = nearName(key, [...given.labels.keys()]);
      if (near === undefined) continue;
      yield {
        path,
        severity: 'warning',
        message: `no node gets the label ${key}; scripts give ${near}`,
        why: PENDING,
        fix: `Did you mean "${near}"?`,
      };
    } else if (!there.includes(value)) {
      const shown = [...new Set(there)].map((each) => `${key}=${each}`).join(', ');
      yield {
        path,
        message: `no node gets the label ${key}=${value}; nodes get ${shown}`,
        why: PENDING,
        fix: `Write ${key}: ${there[0] ?? ''}.`,
      };
    } else {
      const taint = openTaint(fields(around), { name: '', labels: {}, taints: given.guarded.get(`${key}=${value}`) ?? [] });
      if (taint === undefined) continue;
      const shown = `${taint.key}${taint.value === undefined || taint.value === '' ? '' : `=${taint.value}`}:${taint.effect}`;
      yield {
        path,
        message: `the node with ${key}=${value} has the taint ${shown}, which the pods do not tolerate`,
        why: PENDING,
        fix: 'Tolerate the taint.',
      };
    }
  }
}

function* taints(tolerations: readonly unknown[], path: string, given: GivenToNodes): Iterable<Issue> {
  for (const [index, each] of tolerations.entries()) {
    const [key = '', value = '', effect = '', operator = 'Equal'] = ['key', 'value', 'effect', 'operator'].map((field) =>
      textAt(each, field),
    );
    const there = given.taints.filter((taint) => taint.key === key);
    if (there.length === 0 || OF_KUBERNETES.test(key)) continue;
    if (there.some((taint) => (operator === 'Exists' || (taint.value ?? '') === value) && (effect === '' || taint.effect === effect)))
      continue;
    const shown = (one: { readonly value?: string | undefined; readonly effect: string }): string =>
      `${key}${(one.value ?? '') === '' ? '' : `=${one.value ?? ''}`}${one.effect === '' ? '' : `:${one.effect}`}`;
    const meant = there[0];
    yield {
      path: `${path}[${index}]`,
      message: `it tolerates ${shown({ value, effect })}, and nodes get ${[...new Set(there.map(shown))].join(', ')}`,
      why: 'The toleration is for no taint that there is: the pods stay off the nodes that were set aside for them.',
      fix: meant === undefined ? 'Write the taint as the script does.' : `Write value: ${meant.value ?? "''"}, effect: ${meant.effect}.`,
    };
  }
}
