import { type Expression, selections } from './expression.ts';
import { isShare } from './value-range.ts';

/** What a number means, where its metric or its form says so. */
export type Unit = 'bytes' | 'seconds' | 'milliseconds' | 'ratio' | 'percent';

const KEEPING = new Set([
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'last_over_time',
  'abs',
  'round',
  'ceil',
  'floor',
  'sort',
  'sort_desc',
  'label_replace',
]);
const AGGREGATING = new Set(['sum', 'avg', 'max', 'min', 'topk', 'bottomk', 'quantile']);

export function unitOf(tree: Expression): Unit | undefined {
  switch (tree.type) {
    case 'selection':
      return unitOfMetric(tree.metric ?? '');
    case 'shifted':
      return unitOf(tree.body);
    case 'aggregation':
      return AGGREGATING.has(tree.operator) ? unitOf(tree.body) : undefined;
    case 'call': {
      if (tree.name === 'histogram_quantile') return unitOfMetric(selections(tree)[0]?.metric?.replace(/_bucket$/, '') ?? '');
      const [first] = tree.args;
      return KEEPING.has(tree.name) && first !== undefined ? unitOf(first) : undefined;
    }
    case 'operation':
      return unitOfOperation(tree.operator, tree.left, tree.right);
    default:
      return undefined;
  }
}

function unitOfOperation(operator: string, left: Expression, right: Expression): Unit | undefined {
  if (/^(>|<|>=|<=|==|!=|and|unless)$/.test(operator)) return unitOf(left);
  const [ratio, factor] = left.type === 'number' ? [right, left] : [left, right];
  if (operator === '*' && factor.type === 'number' && factor.value === 100) return unitOf(ratio) === 'ratio' ? 'percent' : undefined;
  if (operator === '/') {
    const scale = right.type === 'number' ? right.value : undefined;
    if (scale === 1000 && unitOf(left) === 'milliseconds') return 'seconds';
    // Time by number is the mean time; requests by requests are a ratio.
    const mean = /_(milliseconds|seconds)_sum$/.exec(selections(left)[0]?.metric ?? '')?.[1];
    if (mean !== undefined && (selections(right)[0]?.metric ?? '').endsWith('_count')) return mean as Unit;
    return isShare(left, right) ? 'ratio' : undefined;
  }
  if (operator === '-' && left.type === 'number')
    return left.value === 1 && unitOf(right) === 'ratio'
      ? 'ratio'
      : left.value === 100 && unitOf(right) === 'percent'
        ? 'percent'
        : undefined;
  return undefined;
}

function unitOfMetric(metric: string): Unit | undefined {
  if (metric.includes(':') || metric.startsWith('__')) return undefined;
  if (metric.endsWith('_bytes')) return 'bytes';
  if (/(_milliseconds|_ms)$/.test(metric)) return 'milliseconds';
  // A point in time is no span of it.
  return /(duration|latency|delay|pause|elapsed|response_time|requests)_seconds(_max)?$/.test(metric) ? 'seconds' : undefined;
}

/** Whether a number is one per second: the left side of a comparison, or the whole, is rate(). */
export function isPerSecond(tree: Expression): boolean {
  if (tree.type === 'operation') return /^[<>]=?$|^!=$/.test(tree.operator) && isPerSecond(tree.left);
  if (tree.type === 'aggregation') return tree.operator === 'sum' && isPerSecond(tree.body);
  return tree.type === 'call' && (tree.name === 'rate' || tree.name === 'irate');
}
