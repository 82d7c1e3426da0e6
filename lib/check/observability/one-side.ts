import type { Expression, Operation } from './expression.ts';

/**
 * Labels of which one tells the objects of kube-state-metrics apart, by the beginning of the metric.
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
 */
const IDENTITY: readonly (readonly [metric: RegExp, ...labels: readonly string[]])[] = [
  [/^kube_pod_(?:init_)?container_/, 'container', 'container_id', 'uid'],
  [/^kube_pod_/, 'pod', 'uid', 'pod_ip'],
  [/^kube_node_/, 'node', 'internal_ip', 'system_uuid', 'provider_id'],
  [/^kube_persistentvolumeclaim_/, 'persistentvolumeclaim', 'volumename'],
  [/^kube_job_/, 'job_name'],
  ...['deployment', 'statefulset', 'daemonset', 'replicaset', 'cronjob', 'persistentvolume', 'horizontalpodautoscaler'].map(
    (kind) => [new RegExp(`^kube_${kind}_`), kind] as const,
  ),
];

/** Labels by which a selector may be narrowed without one object being left. */
const WIDE = new Set(['namespace', 'job', 'cluster', 'instance', 'phase', 'condition', 'status', 'resource', 'unit', 'prometheus']);

/** The metric of the side of which only one series may match, and the label that would tell its series apart; `undefined` where it may be one. */
export function severalOnOneSide({ operator, on, many, left, right }: Operation): { metric: string; label: string } | undefined {
  if (on === undefined || ['and', 'or', 'unless'].includes(operator)) return undefined;
  for (const side of many === 'left' ? [right] : many === 'right' ? [left] : [left, right]) {
    const plain = selected(side);
    const [, ...labels] = IDENTITY.find(([metric]) => metric.test(plain?.metric ?? '')) ?? [/^/];
    const [label] = labels;
    if (plain === undefined || label === undefined) continue;
    if (labels.some((each) => on.includes(each)) || plain.matchers.some((each) => !WIDE.has(each.label))) continue;
    return { metric: plain.metric ?? '', label };
  }
  return undefined;
}

/** Functions of one series each, which leave its labels. */
const OF_EACH = /^(?:i?rate|increase|i?delta|resets|changes|deriv|(?:avg|min|max|sum|last|count)_over_time|abs|ceil|floor|round|clamp\w*)$/;

/** A selector, or what a function of each series or a comparison with a number leaves of it. */
function selected(tree: Expression): Extract<Expression, { readonly type: 'selection' }> | undefined {
  if (tree.type === 'selection') return tree;
  if (tree.type === 'call' && OF_EACH.test(tree.name)) return tree.args.map(selected).find((each) => each !== undefined);
  return tree.type === 'operation' && tree.right.type === 'number' ? selected(tree.left) : undefined;
}
