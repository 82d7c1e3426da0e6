import { alternatives } from '../../metrics/promql-tree.ts';
import type { Aggregation, Expression, Operation, Selection } from './expression.ts';

/** Between which numbers every value of a query lies. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Tells the range of a selector where more is known of its series than its name says: the CPU that pods may use. */
export type Known = (selection: Selection, summedBy: readonly string[] | undefined) => Range | undefined;

const ANY: Range = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
const POSITIVE: Range = { min: 0, max: Number.POSITIVE_INFINITY };
const SWITCH: Range = { min: 0, max: 1 };

/** Metrics that are 0 or 1. */
const SWITCHES =
  /^(up|probe_success|[a-z]+_up|kube_pod_status_(phase|ready|reason|scheduled)|kube_pod_container_status_(ready|running|waiting|terminated|waiting_reason|last_terminated_reason|terminated_reason)|kube_node_status_condition|kube_persistentvolume(claim)?_status_phase|kube_deployment_spec_paused|kube_node_spec_unschedulable|node_filesystem_readonly)$/;

/** Pairs of which one is a part of the other. */
const PARTS: readonly (readonly [RegExp, RegExp])[] = [
  [/^kubelet_volume_stats_(used|available)_bytes$/, /^kubelet_volume_stats_capacity_bytes$/],
  [/^kubelet_volume_stats_inodes_(used|free)$|^kubelet_volume_stats_inodes_used$/, /^kubelet_volume_stats_inodes$/],
  [/^node_filesystem_(avail|free)_bytes$/, /^node_filesystem_size_bytes$/],
  [/^node_filesystem_files_free$/, /^node_filesystem_files$/],
  [/^node_memory_Mem(Available|Free)_bytes$/, /^node_memory_MemTotal_bytes$/],
  [/^container_memory_(working_set_bytes|rss)$/, /^(container_spec_memory_limit_bytes|kube_pod_container_resource_limits)$/],
  [/^container_cpu_cfs_throttled_periods_total$/, /^container_cpu_cfs_periods_total$/],
  [/^mysql_global_status_threads_connected$/, /^mysql_global_variables_max_connections$/],
  [/^hikaricp_connections_active$/, /^hikaricp_connections_max$/],
];

export function rangeOf(tree: Expression, known: Known, summedBy?: readonly string[]): Range {
  switch (tree.type) {
    case 'number':
      return { min: tree.value, max: tree.value };
    case 'selection':
      return known(tree, summedBy) ?? rangeOfMetric(tree.metric ?? '');
    case 'shifted':
      return rangeOf(tree.body, known, summedBy);
    case 'negative': {
      const { min, max } = rangeOf(tree.body, known);
      return { min: -max, max: -min };
    }
    case 'aggregation':
      return rangeOfAggregation(tree, known);
    case 'call':
      return rangeOfCall(tree.name, tree.args, known, summedBy);
    case 'operation':
      return rangeOfOperation(tree, known);
    default:
      return ANY;
  }
}

function rangeOfMetric(metric: string): Range {
  if (SWITCHES.test(metric)) return SWITCH;
  return /_(total|bytes|count|bucket|seconds|milliseconds|cores|replicas|restarts)$/.test(metric) &&
    !/(time|timestamp|offset|skew|delta)/.test(metric)
    ? POSITIVE
    : ANY;
}

function rangeOfCall(name: string, args: readonly Expression[], known: Known, summedBy: readonly string[] | undefined): Range {
  const body = args.find((each) => each.type !== 'text');
  if (body === undefined) return ANY;
  if (['rate', 'irate'].includes(name) && body.type === 'selection') return known(body, summedBy) ?? share(body) ?? POSITIVE;
  if (['increase', 'changes', 'resets', 'count_over_time', 'histogram_quantile'].includes(name)) return POSITIVE;
  if (['avg_over_time', 'min_over_time', 'max_over_time', 'last_over_time', 'label_replace', 'label_join'].includes(name))
    return rangeOf(body, known, summedBy);
  return name === 'absent' || name === 'absent_over_time' || name === 'present_over_time' ? { min: 1, max: 1 } : ANY;
}

/** A CPU spends at most a second a second in one mode. */
function share({ metric, matchers }: Selection): Range | undefined {
  return metric === 'node_cpu_seconds_total' && matchers.some(({ label, operator }) => label === 'mode' && operator === '=')
    ? SWITCH
    : undefined;
}

function rangeOfAggregation(tree: Aggregation, known: Known): Range {
  if (['avg', 'min', 'max', 'topk', 'bottomk', 'quantile'].includes(tree.operator)) return rangeOf(tree.body, known);
  if (tree.operator === 'count') return { min: 1, max: Number.POSITIVE_INFINITY };
  if (tree.operator !== 'sum') return ANY;
  // Nobody knows how many are added up, unless the look-up does.
  const [inner] = tree.body.type === 'call' && /^i?rate$/.test(tree.body.name) ? tree.body.args : [tree.body];
  const sum = inner?.type === 'selection' ? known(inner, tree.by ?? []) : undefined;
  return sum ?? (rangeOf(tree.body, known).min >= 0 ? POSITIVE : ANY);
}

function rangeOfOperation(tree: Operation, known: Known): Range {
  const left = rangeOf(tree.left, known);
  const right = rangeOf(tree.right, known);
  switch (tree.operator) {
    case '*':
      return product(left, right);
    case '/':
      if (isShare(tree.left, tree.right)) return SWITCH;
      // The whole over its part: the sides of a share turned round.
      if (isShare(tree.right, tree.left)) return { min: 1, max: Number.POSITIVE_INFINITY };
      return right.min === right.max && right.min > 0
        ? { min: left.min / right.min, max: left.max / right.min }
        : left.min >= 0 && right.min >= 0
          ? POSITIVE
          : ANY;
    case '+':
      return { min: left.min + right.min, max: left.max + right.max };
    case '-':
      return { min: left.min - right.max, max: left.max - right.min };
    case '>':
    case '<':
    case '>=':
    case '<=':
    case '==':
    case '!=':
      return tree.bool ? SWITCH : left;
    case 'and':
    case 'unless':
      return left;
    default:
      return ANY;
  }
}

function product(left: Range, right: Range): Range {
  if (right.min !== right.max && left.min === left.max) return product(right, left);
  if (right.min !== right.max || right.min <= 0) return left.min >= 0 && right.min >= 0 ? POSITIVE : ANY;
  return { min: left.min * right.min, max: left.max * right.min };
}

/** One side counts some of what the other counts: errors of requests, used of capacity. */
export function isShare(left: Expression, right: Expression): boolean {
  const one = measured(left);
  const all = measured(right);
  if (one === undefined || all === undefined) return false;
  if (one.how !== all.how) return false;
  const { metric = '', matchers } = one.selection;
  if (PARTS.some(([part, whole]) => part.test(metric) && whole.test(all.selection.metric ?? ''))) return true;
  if (metric === '' || metric !== all.selection.metric || metric.endsWith('_bucket')) return false;
  // One metric for what is used and for what there is.
  const typed = (selection: Selection, value: string): boolean =>
    selection.matchers.some((each) => each.label === 'type' && each.operator === '=' && each.value === value);
  if (metric === 'kube_resourcequota' && typed(one.selection, 'used') && typed(all.selection, 'hard')) return true;
  if (!/^(rate|irate|increase)/.test(one.how)) return false;
  const narrower = all.selection.matchers.every((each) => matchers.some((other) => sameOrNarrower(other, each)));
  return narrower && matchers.length > all.selection.matchers.length;
}

function sameOrNarrower(one: { readonly label: string; readonly operator: string; readonly value: string }, all: typeof one): boolean {
  if (one.label !== all.label) return false;
  if (one.operator === all.operator && one.value === all.value) return true;
  return one.operator === '=' && all.operator === '=~' && (alternatives(all.value) ?? []).includes(one.value);
}

/** The one selector of a plain measurement, and how it is read: `rate sum`. */
function measured(tree: Expression): { readonly selection: Selection; readonly how: string } | undefined {
  if (tree.type === 'selection') return { selection: tree, how: '' };
  if (tree.type === 'aggregation' && ['sum', 'max', 'min', 'avg'].includes(tree.operator)) {
    const body = measured(tree.body);
    return body === undefined
      ? undefined
      : { selection: body.selection, how: `${body.how} ${tree.operator} ${(tree.by ?? ['-']).join(',')}` };
  }
  const [body] = tree.type === 'call' && ['rate', 'irate', 'increase'].includes(tree.name) ? tree.args : [];
  return body?.type === 'selection' ? { selection: body, how: `${tree.type === 'call' ? tree.name : ''} ${body.range ?? ''}` } : undefined;
}
