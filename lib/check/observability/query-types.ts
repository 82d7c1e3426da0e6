import type { SyntaxNode } from '@lezer/common';
import { OF_RANGES } from '../../metrics/promql-functions.ts';
import { children, operands, parseQuery } from '../../metrics/promql-tree.ts';
import { type Expression, parts } from './expression.ts';

/** Functions of the values of a moment, as far as they are sure; functions are added with each release. */
const OF_MOMENTS =
  /^(?:abs|absent|ceil|clamp|clamp_(?:max|min)|exp|floor|histogram_(?:avg|count|fraction|quantile|sum)|label_(?:join|replace)|ln|log(?:2|10)|round|scalar|sgn|sort|sort_desc|sqrt|timestamp)$/;

function takesRange(name: string): boolean {
  return OF_RANGES.has(name) || name === 'holt_winters';
}

/** A range where one value must stand, one value where a range must, or a number where series must: Prometheus parses it and refuses it. */
export function typeProblem(tree: Expression, text: string): string | undefined {
  // Ranges that are reckoned are not in our tree: only where something looks wrong is the text read again.
  return [...parts(tree)].some(isSuspect) ? problemIn(text) : undefined;
}

function isSuspect(part: Expression): boolean {
  if (part.type === 'call' && takesRange(part.name)) return part.args.some((each) => !isRange(each) && isSeries(each));
  if (part.type === 'call') return OF_MOMENTS.test(part.name) && part.args.some(isRange);
  if (part.type === 'aggregation') return isRange(part.body);
  if (part.type !== 'operation') return false;
  const sides = [part.left, part.right];
  return sides.some(isRange) || (JOINS.test(part.operator) && sides.some(({ type }) => type === 'number'));
}

/** Operators that join sets of series. */
const JOINS = /^(?:or|and|unless)$/;

function isRange(part: Expression): boolean {
  if (part.type === 'shifted') return isRange(part.body);
  return part.type === 'subquery' || (part.type === 'selection' && part.range !== undefined);
}

function isSeries(part: Expression): boolean {
  return part.type !== 'number' && part.type !== 'text';
}

const RANGES = new Set(['MatrixSelector', 'SubqueryExpr']);
const NO_SERIES = new Set(['NumberDurationLiteral', 'StringLiteral']);

function problemIn(query: string): string | undefined {
  const { text, root } = parseQuery(query);
  let problem: string | undefined;
  root.cursor().iterate((node) => {
    problem ??= problemOf(text, node.node);
  });
  return problem;
}

function problemOf(text: string, node: SyntaxNode): string | undefined {
  // A variable in a range was filled in: what stands there is not what somebody wrote.
  const written = (each: SyntaxNode): string =>
    text
      .slice(each.from, each.to)
      .replace(/\[[^[\]]*\]/g, '[…]')
      .trim();
  if (node.name === 'FunctionCall') {
    const called = node.getChild('FunctionIdentifier');
    const name = called === null ? '' : written(called);
    const given = operands(node.getChild('FunctionCallBody') ?? node).map(bare);
    const wrong = takesRange(name)
      ? given.some((each) => RANGES.has(each.name))
        ? undefined
        : given.find((each) => !NO_SERIES.has(each.name))
      : OF_MOMENTS.test(name)
        ? given.find((each) => RANGES.has(each.name))
        : undefined;
    if (wrong === undefined || written(wrong).includes('__variable_')) return undefined;
    return takesRange(name)
      ? `${name}() takes a range of values, and ${written(wrong)} is one value: there is no […] behind it`
      : `${name}() takes one value, and ${written(wrong)} is a range`;
  }
  if (node.name !== 'AggregateExpr' && node.name !== 'BinaryExpr') return undefined;
  const join = ['Or', 'And', 'Unless'].map((each) => node.getChild(each)).find((each) => each !== null);
  const plain = join
    ? operands(node)
        .map(bare)
        .find(({ name }) => name === 'NumberDurationLiteral')
    : undefined;
  if (join && plain !== undefined)
    return `"${written(join)}" joins series, and ${written(plain)} is a number: vector(${written(plain)}) is a series`;
  const body = node.name === 'AggregateExpr' ? node.getChild('FunctionCallBody') : node;
  const range = (body === null ? [] : operands(body)).map(bare).find((each) => RANGES.has(each.name));
  if (range === undefined || written(range).includes('__variable_')) return undefined;
  const operator = node.name === 'AggregateExpr' ? node.getChild('AggregateOp') : undefined;
  const taker = operator ? `${written(operator)}()` : 'an operator';
  return `${taker} takes one value of each series, and ${written(range)} is a range`;
}

/** What stands within brackets, or is taken at another time. */
function bare(node: SyntaxNode): SyntaxNode {
  if (!['ParenExpr', 'OffsetExpr', 'StepInvariantExpr'].includes(node.name)) return node;
  const [inner] = children(node).filter((each) => operands(node).some(({ from, to }) => from === each.from && to === each.to));
  return inner === undefined ? node : bare(inner);
}
