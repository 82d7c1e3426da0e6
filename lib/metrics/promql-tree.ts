import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A query and its syntax tree. */
export interface ParsedQuery {
  readonly text: string;
  readonly root: SyntaxNode;
}

/** What Grafana fills in where a range or an interval stands, and a duration that parses and is long enough. */
const GRAFANA_INTERVALS = /\$(?:__rate_interval|__interval|__range)\b/g;
const ANY_DURATION = '1d';

/** The tree of a query; Grafana's own interval variables count as durations that are long enough. */
export function parseQuery(query: string): ParsedQuery {
  const text = query.replace(GRAFANA_INTERVALS, ANY_DURATION);
  return { text, root: parser.parse(text).topNode };
}

/** Where the text stops being PromQL: the first such place, as a sentence. */
export function syntaxProblem({ text, root }: ParsedQuery): string | undefined {
  let problem: string | undefined;
  root.cursor().iterate((node) => {
    if (!node.type.isError || problem !== undefined) return;
    const rest = text.slice(node.from).trim();
    problem = rest === '' ? 'the query ends too early' : `the query is no PromQL from character ${node.from + 1} on: ${shortened(rest)}`;
  });
  return problem;
}

/** The beginning of a text, as a message quotes it. */
export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Children with a name, in their order. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) list.push(child);
  return list;
}

/** Children that are expressions. */
export function operands(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter((child) => EXPRESSIONS.has(child.name));
}

const EXPRESSIONS = new Set([
  'AggregateExpr',
  'BinaryExpr',
  'FunctionCall',
  'MatrixSelector',
  'NumberDurationLiteral',
  'OffsetExpr',
  'ParenExpr',
  'StringLiteral',
  'SubqueryExpr',
  'UnaryExpr',
  'VectorSelector',
  'StepInvariantExpr',
]);

/** The text of a string literal. */
export function unquoted(literal: string): string {
  const body = literal.slice(1, -1);
  return literal.startsWith('`') ? body : body.replace(/\\(.)/g, '$1');
}

/** Label names between the brackets of `by (…)`, `on (…)` or `group_left (…)`. */
export function labelNames(text: string, grouping: SyntaxNode): string[] {
  return children(grouping).map((label) =>
    label.name === 'QuotedLabelName' ? unquoted(text.slice(label.from, label.to)) : text.slice(label.from, label.to),
  );
}

export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export interface Selector {
  readonly metric: string | undefined;
  readonly matchers: readonly LabelMatcher[];
}

/** `metric{label="value"}`. */
export function selectorOf(text: string, node: SyntaxNode): Selector {
  const identifier = node.getChild('Identifier');
  const matchers = [...(node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [])].map((matcher): LabelMatcher => {
    const [label = '', operator = '', value = '""'] = children(matcher).map(({ from, to }) => text.slice(from, to));
    return { label, operator: operator as LabelMatcher['operator'], value: unquoted(value) };
  });
  const named = matchers.find(({ label, operator }) => label === '__name__' && operator === '=');
  return {
    metric: identifier === null ? named?.value : text.slice(identifier.from, identifier.to),
    matchers: matchers.filter(({ label }) => label !== '__name__'),
  };
}

/** The parts of an expression of alternatives, `a|b`, where it is nothing more. */
export function alternatives(regex: string): string[] | undefined {
  return /^[\w|:./ -]*$/.test(regex) && !regex.includes('.*') ? regex.split('|') : undefined;
}
