import type { Expression, Operation } from './expression.ts';

/** Labels that the series of a query carry. */
export interface SeriesLabels {
  readonly names: ReadonlySet<string>;
  /** They have others, too: what a target or an exporter adds. */
  readonly open: boolean;
  /** A number without series. */
  readonly scalar?: boolean;
}

const NONE: SeriesLabels = { names: new Set(), open: false };
const SCALAR: SeriesLabels = { ...NONE, scalar: true };
const OPEN: SeriesLabels = { names: new Set(), open: true };

/** Labels of metrics that rules record, by name; `undefined` for what is scraped. */
export type Recorded = (metric: string) => SeriesLabels | undefined;

const SELECTING = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

export function labelsOf(tree: Expression, recorded: Recorded): SeriesLabels {
  switch (tree.type) {
    case 'number':
    case 'text':
      return SCALAR;
    case 'selection':
      return (tree.metric === undefined ? undefined : recorded(tree.metric)) ?? OPEN;
    case 'subquery':
    case 'shifted':
    case 'negative':
      return labelsOf(tree.body, recorded);
    case 'aggregation': {
      const body = labelsOf(tree.body, recorded);
      if (SELECTING.has(tree.operator)) return body;
      if (tree.operator === 'count_values') return { names: new Set([...(tree.by ?? []), ...textOf(tree.parameter)]), open: false };
      if (tree.without !== undefined) return without(body, tree.without);
      return { names: new Set(tree.by ?? []), open: false };
    }
    case 'call':
      return ofCall(tree.name, tree.args, recorded);
    default:
      return ofOperation(tree, recorded);
  }
}

function textOf(tree: Expression | undefined): readonly string[] {
  return tree?.type === 'text' ? [tree.value] : [];
}

function ofCall(name: string, args: readonly Expression[], recorded: Recorded): SeriesLabels {
  if (['scalar', 'time', 'pi'].includes(name)) return SCALAR;
  if (name === 'vector' || (args.length === 0 && name !== '')) return NONE;
  const series = args.map((each) => labelsOf(each, recorded)).find(({ scalar }) => scalar !== true) ?? SCALAR;
  if (name.startsWith('absent')) {
    const [body] = args;
    const equal = body?.type === 'selection' ? body.matchers.filter(({ operator }) => operator === '=').map(({ label }) => label) : [];
    return { names: new Set(equal), open: false };
  }
  if (name === 'label_replace' || name === 'label_join') return { ...series, names: new Set([...series.names, ...textOf(args[1])]) };
  return name === 'histogram_quantile' ? without(series, ['le']) : series;
}

function ofOperation(tree: Operation, recorded: Recorded): SeriesLabels {
  const left = labelsOf(tree.left, recorded);
  const right = labelsOf(tree.right, recorded);
  if (left.scalar === true) return right;
  if (right.scalar === true || tree.operator === 'and' || tree.operator === 'unless') return left;
  if (tree.operator === 'or') return { names: new Set([...left.names, ...right.names]), open: left.open || right.open };
  if (tree.many === 'left') return { ...left, names: new Set([...left.names, ...tree.included]) };
  if (tree.many === 'right') return { ...right, names: new Set([...right.names, ...tree.included]) };
  if (tree.on !== undefined) return { names: new Set(tree.on), open: false };
  // Both sides have the same labels, or nothing matches.
  const told = left.open ? right : left;
  return tree.ignoring === undefined ? told : without(told, tree.ignoring);
}

function without({ names, open }: SeriesLabels, dropped: readonly string[]): SeriesLabels {
  return { names: new Set([...names].filter((name) => !dropped.includes(name))), open };
}

/** Whether series surely carry a label (`yes`), surely do not (`no`), or nobody knows. */
export function carries({ names, open }: SeriesLabels, label: string): 'yes' | 'no' | 'unknown' {
  if (names.has(label)) return 'yes';
  return open ? 'unknown' : 'no';
}

/** Why no series of one side of an operator ever meets one of the other; `undefined` where some may. */
export function neverMatch(tree: Operation, recorded: Recorded): string | undefined {
  const left = labelsOf(tree.left, recorded);
  const right = labelsOf(tree.right, recorded);
  if (left.scalar === true || right.scalar === true || tree.operator === 'or') return undefined;
  if (tree.on !== undefined) {
    const lacking = tree.on.find((label) => {
      const sides = [carries(left, label), carries(right, label)];
      return sides.includes('no') && sides.includes('yes');
    });
    return lacking === undefined ? undefined : `one side of "${tree.operator}" has no label ${lacking}, which on (…) compares`;
  }
  const [one, other] = tree.ignoring === undefined ? [left, right] : [without(left, tree.ignoring), without(right, tree.ignoring)];
  if (one.open && other.open) return tree.ignoring === undefined && tree.operator !== 'unless' ? apart(tree) : undefined;
  if (one.open || other.open) {
    // What is scraped has at least the label of its target.
    const closed = one.open ? other : one;
    return closed.names.size === 0 && tree.ignoring === undefined && isScraped(one.open ? tree.left : tree.right)
      ? `one side of "${tree.operator}" has lost all labels, the other has those of its series`
      : undefined;
  }
  const alone = [...one.names, ...other.names].filter((label) => one.names.has(label) !== other.names.has(label)).sort();
  return alone.length === 0 ? undefined : `only one side of "${tree.operator}" has the label ${alone.join(', ')}`;
}

/** Exporters by the first word of their metrics: the labels job and instance are those of the exporter, never the same for two. */
const EXPORTERS: Readonly<Record<string, string>> = {
  kube: 'kube-state-metrics',
  container: 'cAdvisor',
  node: 'the node exporter',
  istio: 'the sidecars',
  kubelet: 'the kubelet',
};

/** Two series as they are, of two exporters: each has an instance of its own. */
function apart({ left, right }: Operation): string | undefined {
  const [one, other] = [exporterOf(left), exporterOf(right)];
  if (one === undefined || other === undefined || one === other) return undefined;
  return `one side has the instance of ${one}, the other that of ${other}`;
}

function exporterOf(tree: Expression): string | undefined {
  if (!isScraped(tree)) return undefined;
  if (tree.type === 'selection') {
    const word = (tree.metric ?? '').split('_')[0] ?? '';
    return Object.hasOwn(EXPORTERS, word) ? EXPORTERS[word] : undefined;
  }
  if (tree.type === 'operation') return exporterOf(tree.left);
  const inner = tree.type === 'call' && !tree.name.startsWith('label_') ? tree.args.find((each) => each.type !== 'number') : undefined;
  return inner === undefined ? undefined : exporterOf(inner);
}

/** A selector as it is, or what a function makes of it: series with all labels of their target. */
export function isScraped(tree: Expression): boolean {
  if (tree.type === 'selection') return !(tree.metric ?? ':').includes(':') && tree.metric !== 'ALERTS';
  if (tree.type === 'call') return tree.args.some((each) => isScraped(each)) && !/^(absent|vector|scalar)/.test(tree.name);
  return tree.type === 'operation' && tree.operator !== 'or' && isScraped(tree.left) && tree.right.type === 'number';
}
