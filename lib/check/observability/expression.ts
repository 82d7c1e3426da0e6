import type { SyntaxNode } from '@lezer/common';
import {
  children,
  labelNames,
  type LabelMatcher,
  operands,
  parseQuery,
  selectorOf,
  syntaxProblem,
  unquoted,
} from '../../metrics/promql-tree.ts';

/** A PromQL query as a tree of our own: what the rules ask about, and nothing else. */
export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | Selection
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | Aggregation
  | Operation
  | { readonly type: 'subquery'; readonly body: Expression; readonly range: number | undefined }
  | { readonly type: 'shifted'; readonly body: Expression }
  | { readonly type: 'negative'; readonly body: Expression };

/** `metric{label="value"}[5m]` */
export interface Selection {
  readonly type: 'selection';
  readonly metric: string | undefined;
  readonly matchers: readonly LabelMatcher[];
  /** The range in brackets. Unit: seconds. */
  readonly range: number | undefined;
}

export interface Aggregation {
  readonly type: 'aggregation';
  readonly operator: string;
  readonly by: readonly string[] | undefined;
  readonly without: readonly string[] | undefined;
  readonly parameter: Expression | undefined;
  readonly body: Expression;
}

export interface Operation {
  readonly type: 'operation';
  /** `+`, `>`, `and` … */
  readonly operator: string;
  readonly bool: boolean;
  readonly on: readonly string[] | undefined;
  readonly ignoring: readonly string[] | undefined;
  /** The side of which several series may match one of the other. */
  readonly many: 'left' | 'right' | undefined;
  readonly included: readonly string[];
  readonly left: Expression;
  readonly right: Expression;
}

/** What is no PromQL, in one sentence, or the query as a tree. */
export type Read = { readonly problem: string } | { readonly problem: undefined; readonly tree: Expression };

export function readQuery(query: string): Read {
  const parsed = parseQuery(query);
  const problem = syntaxProblem(parsed);
  if (problem !== undefined) return { problem };
  const [root] = operands(parsed.root);
  return root === undefined ? { problem: 'the query is empty' } : { problem: undefined, tree: treeOf(parsed.text, root) };
}

const NOTHING: Expression = { type: 'text', value: '' };

function treeOf(text: string, node: SyntaxNode): Expression {
  const inner = (): Expression => {
    const [first] = operands(node);
    return first === undefined ? NOTHING : treeOf(text, first);
  };
  switch (node.name) {
    case 'VectorSelector':
      return { type: 'selection', ...selectorOf(text, node), range: undefined };
    case 'MatrixSelector': {
      const body = inner();
      return body.type === 'selection' ? { ...body, range: secondsOf(text, node) } : body;
    }
    case 'SubqueryExpr':
      return { type: 'subquery', body: inner(), range: secondsOf(text, node) };
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      return { type: 'shifted', body: inner() };
    case 'UnaryExpr':
      return text[node.from] === '-' ? { type: 'negative', body: inner() } : inner();
    case 'FunctionCall': {
      const name = node.getChild('FunctionIdentifier');
      return { type: 'call', name: name === null ? '' : text.slice(name.from, name.to), args: argumentsOf(text, node) };
    }
    case 'AggregateExpr':
      return aggregation(text, node);
    case 'BinaryExpr':
      return operation(text, node);
    case 'NumberDurationLiteral':
      return { type: 'number', value: numberOf(text.slice(node.from, node.to)) };
    case 'StringLiteral':
      return { type: 'text', value: unquoted(text.slice(node.from, node.to)) };
    default:
      return inner();
  }
}

function argumentsOf(text: string, node: SyntaxNode): readonly Expression[] {
  const body = node.getChild('FunctionCallBody');
  return body === null ? [] : operands(body).map((each) => treeOf(text, each));
}

function aggregation(text: string, node: SyntaxNode): Aggregation {
  const operator = node.getChild('AggregateOp');
  const modifier = node.getChild('AggregateModifier');
  const grouping = modifier?.getChild('GroupingLabels') ?? null;
  const labels = grouping === null ? [] : labelNames(text, grouping);
  const values = argumentsOf(text, node);
  return {
    type: 'aggregation',
    operator: operator === null ? '' : text.slice(operator.from, operator.to).toLowerCase(),
    by: modifier?.getChild('By') ? labels : undefined,
    without: modifier?.getChild('Without') ? labels : undefined,
    parameter: values.length > 1 ? values[0] : undefined,
    body: values.at(-1) ?? NOTHING,
  };
}

function operation(text: string, node: SyntaxNode): Operation {
  const [left, right] = operands(node);
  const sign = children(node).find(
    (each) => each !== left && !/^(BoolModifier|MatchingModifierClause)$/.test(each.name) && each.from >= (left?.to ?? 0),
  );
  const clause = node.getChild('MatchingModifierClause');
  const groupings = clause === null ? [] : clause.getChildren('GroupingLabels').map((each) => labelNames(text, each));
  const many = clause?.getChild('GroupLeft') ? 'left' : clause?.getChild('GroupRight') ? 'right' : undefined;
  return {
    type: 'operation',
    operator: sign === undefined ? '' : text.slice(sign.from, sign.to).toLowerCase(),
    bool: node.getChild('BoolModifier') !== null,
    on: clause?.getChild('On') ? (groupings[0] ?? []) : undefined,
    ignoring: clause?.getChild('Ignoring') ? (groupings[0] ?? []) : undefined,
    many,
    included: many === undefined ? [] : (groupings[1] ?? []),
    left: left === undefined ? NOTHING : treeOf(text, left),
    right: right === undefined ? NOTHING : treeOf(text, right),
  };
}

function secondsOf(text: string, node: SyntaxNode): number | undefined {
  const duration = node.getChild('DurationExpr');
  return duration === null ? undefined : durationSeconds(text.slice(duration.from, duration.to));
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** A duration as Prometheus writes it, `1h30m`; a bare number is seconds. `undefined` for anything else. */
export function durationSeconds(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (!/^(\d+(ms|[smhdwy]))+$/.test(trimmed)) return undefined;
  return [...trimmed.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce((sum, [, digits, unit = '']) => sum + Number(digits) * (UNITS[unit] ?? 0), 0);
}

function numberOf(text: string): number {
  if (/^inf$/i.test(text)) return Number.POSITIVE_INFINITY;
  return Number.isNaN(Number(text)) ? (durationSeconds(text) ?? Number.NaN) : Number(text);
}

/** Every part of a query, itself first. */
export function* parts(tree: Expression): Iterable<Expression> {
  const open = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...partsOf(next).slice().reverse());
  }
}

function partsOf(tree: Expression): readonly Expression[] {
  switch (tree.type) {
    case 'call':
      return tree.args;
    case 'aggregation':
      return tree.parameter === undefined ? [tree.body] : [tree.parameter, tree.body];
    case 'operation':
      return [tree.left, tree.right];
    case 'subquery':
    case 'shifted':
    case 'negative':
      return [tree.body];
    default:
      return [];
  }
}

/** Every selector of a query, in its order. */
export function selections(tree: Expression): readonly Selection[] {
  return [...parts(tree)].filter((each) => each.type === 'selection');
}
