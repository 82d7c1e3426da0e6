import type { SyntaxNode } from '@lezer/common';
import { InputError } from '../errors.ts';
import { Duration } from '../values/duration.ts';
import { didYouMean } from '../values/nearest.ts';
import type { Catalogue } from './catalogue.ts';
import { COUNTING, OF_ANYTHING, OF_COUNTERS, OF_GAUGES, OF_RANGES, SELECTING, TO_SCALAR } from './promql-functions.ts';
import { NUMBER, Selectors, type Value } from './promql-selectors.ts';
import { labelNames, operands, parseQuery, type ParsedQuery, selectorOf, syntaxProblem, unquoted } from './promql-tree.ts';

/** Something that a query says and no scraped target has. */
export interface QueryProblem {
  readonly what: string;
  readonly fix: string;
}

/** Everything in a query that cannot work with these jobs and rules: names, labels, values, ranges, and the use of counters. */
export function checkQuery(query: string, catalogue: Catalogue): QueryProblem[] {
  return new Reading(query, catalogue).problems();
}

/** The query itself. @throws InputError for one that cannot work. */
export function checkedQuery(where: string, query: string, catalogue: Catalogue): string {
  const problems = checkQuery(query, catalogue);
  if (problems.length === 0) return query;
  throw new InputError(problems.map(({ what, fix }) => ({ where: `${where}: ${query}`, what, fix })));
}

/** Labels that the series of a query can have. */
export function labelsOf(query: string, catalogue: Catalogue): ReadonlySet<string> {
  return new Reading(query, catalogue).value().labels;
}

/** Names of the metrics that a query selects, in their order. */
export function metricsIn(query: string): string[] {
  const { text, root } = parseQuery(query);
  const found: string[] = [];
  root.cursor().iterate((node) => {
    if (node.name === 'VectorSelector') found.push(selectorOf(text, node.node).metric ?? '');
  });
  return [...new Set(found)];
}

/** Labels of the recorded metrics; every query of a catalogue asks again. */
function recordedLabels(catalogue: Catalogue): ReadonlyMap<string, ReadonlySet<string>> {
  const before = recorded.get(catalogue);
  if (before !== undefined) return before;
  const labels = new Map<string, ReadonlySet<string>>();
  recorded.set(catalogue, labels); // a rule may use those before it
  for (const { record, expr } of catalogue.rules) labels.set(record, labelsOf(expr, catalogue));
  return labels;
}

const recorded = new WeakMap<Catalogue, ReadonlyMap<string, ReadonlySet<string>>>();

/** One pass over one query. */
class Reading {
  private readonly query: ParsedQuery;
  private readonly selectors: Selectors;
  private readonly found: QueryProblem[] = [];

  constructor(query: string, catalogue: Catalogue) {
    this.query = parseQuery(query);
    this.selectors = new Selectors(catalogue, recordedLabels(catalogue), (what, fix) => {
      this.add(what, fix);
    });
  }

  problems(): QueryProblem[] {
    const syntax = syntaxProblem(this.query);
    if (syntax !== undefined) return [{ what: syntax, fix: 'Correct the query.' }];
    this.useValue(this.value(), 'shown as it is');
    return this.found;
  }

  value(): Value {
    const [expression] = operands(this.query.root);
    return expression === undefined ? NUMBER : this.read(expression);
  }

  private read(node: SyntaxNode): Value {
    switch (node.name) {
      case 'VectorSelector':
        return this.selectors.read(selectorOf(this.query.text, node));
      case 'MatrixSelector':
        return { ...this.inner(node, this.rangeOf(node)), range: true };
      case 'SubqueryExpr':
        return { ...this.inner(node), range: true };
      case 'FunctionCall':
        return this.call(node);
      case 'AggregateExpr':
        return this.aggregate(node);
      case 'BinaryExpr':
        return this.combine(node);
      case 'NumberDurationLiteral':
      case 'StringLiteral':
        return NUMBER;
      default:
        return this.inner(node);
    }
  }

  private inner(node: SyntaxNode, range?: Duration): Value {
    const [expression] = operands(node);
    if (expression === undefined) return NUMBER;
    return expression.name === 'VectorSelector'
      ? this.selectors.read(selectorOf(this.query.text, expression), range)
      : this.read(expression);
  }

  /** A range of days and less; what is written otherwise is long enough for everything. */
  private rangeOf(node: SyntaxNode): Duration | undefined {
    const duration = node.getChild('DurationExpr');
    const text = duration === null ? '' : this.textOf(duration);
    return /^(?:\d{1,6}(?:ms|[dhms]))+$/.test(text) ? Duration.parse(text) : undefined;
  }

  private call(node: SyntaxNode): Value {
    const name = this.textOf(node.getChild('FunctionIdentifier') ?? node);
    const body = node.getChild('FunctionCallBody');
    const nodes = body === null ? [] : operands(body);
    const values = nodes.map((argument) => this.read(argument));
    const vector = values.find(({ scalar }) => scalar !== true) ?? NUMBER;
    const texts = nodes.map((argument) => (argument.name === 'StringLiteral' ? unquoted(this.textOf(argument)) : ''));

    if (OF_RANGES.has(name) !== (vector.range === true) && vector !== NUMBER) {
      this.add(
        `${name}() takes ${OF_RANGES.has(name) ? 'a range of values, and finds one value' : 'one value, and finds a range'}`,
        OF_RANGES.has(name) ? 'Write metric[5m].' : 'Leave the range out.',
      );
    }
    if (OF_COUNTERS.has(name) && vector.gauge !== undefined)
      this.add(`${name}() reads growth, and ${vector.gauge} goes up and down`, 'Use delta() or deriv(), or the value itself.');
    if (OF_GAUGES.has(name) && vector.counter !== undefined)
      this.add(`${name}() takes every restart of ${vector.counter} for a fall`, 'Use rate() or increase().');

    if (TO_SCALAR.has(name)) return NUMBER;
    if (name === 'label_replace' || name === 'label_join') return this.relabel(name, vector, texts);
    if (name === 'histogram_quantile') {
      if (!vector.labels.has('le'))
        this.add('histogram_quantile() needs the label le, which its argument has not', 'Keep le: sum by (le) (…).');
      return { labels: without(vector.labels, ['le']) };
    }
    const raw = OF_COUNTERS.has(name) || OF_GAUGES.has(name) || OF_ANYTHING.has(name);
    return { labels: vector.labels, counter: raw ? undefined : vector.counter };
  }

  private relabel(name: string, vector: Value, texts: readonly string[]): Value {
    const [, target = '', ...rest] = texts;
    for (const source of name === 'label_replace' ? [rest[1] ?? ''] : rest.slice(1)) {
      if (!vector.labels.has(source))
        this.add(`${name}() reads the label ${source}, which its argument has not`, didYouMean(source, vector.labels));
    }
    return { ...vector, labels: new Set([...vector.labels, target]) };
  }

  private aggregate(node: SyntaxNode): Value {
    const operator = this.textOf(node.getChild('AggregateOp') ?? node).toLowerCase();
    const body = node.getChild('FunctionCallBody');
    const values = (body === null ? [] : operands(body)).map((argument) => this.read(argument));
    const vector = values.at(-1) ?? NUMBER;
    if (!COUNTING.has(operator)) this.useValue(vector, `given to ${operator}()`);

    const modifier = node.getChild('AggregateModifier');
    const grouping = modifier?.getChild('GroupingLabels') ?? null;
    const labels = grouping === null ? [] : labelNames(this.query.text, grouping);
    this.checkGrouping(labels, vector.labels);
    if (SELECTING.has(operator)) return { labels: vector.labels };
    if (modifier?.getChild('Without')) return { labels: without(vector.labels, labels) };
    return { labels: new Set(labels) };
  }

  private combine(node: SyntaxNode): Value {
    const [left = NUMBER, right = NUMBER] = operands(node).map((operand) => this.read(operand));
    const set = ['And', 'Or', 'Unless'].find((name) => node.getChild(name) !== null);
    if (set === undefined) for (const side of [left, right]) this.useValue(side, 'compared or calculated with');

    const clause = node.getChild('MatchingModifierClause');
    const groupings = clause === null ? [] : clause.getChildren('GroupingLabels').map((grouping) => labelNames(this.query.text, grouping));
    const matched = groupings[0] ?? [];
    if (clause?.getChild('On')) for (const side of [left, right]) this.checkGrouping(matched, side.labels);

    if (set === 'Or') return { labels: new Set([...left.labels, ...right.labels]), counter: left.counter ?? right.counter };
    if (left.scalar === true) return right.scalar === true ? NUMBER : { labels: right.labels };
    if (set !== undefined) return { labels: left.labels, counter: left.counter };
    if (right.scalar === true) return { labels: left.labels };
    if (clause?.getChild('GroupLeft')) return { labels: new Set([...left.labels, ...(groupings[1] ?? [])]) };
    if (clause?.getChild('GroupRight')) return { labels: new Set([...right.labels, ...(groupings[1] ?? [])]) };
    if (clause?.getChild('On')) return { labels: new Set(matched) };
    if (clause?.getChild('Ignoring')) return { labels: without(left.labels, matched) };
    this.checkAlike(left, right);
    return { labels: left.labels };
  }

  /** Series match by equal labels unless the query says otherwise. */
  private checkAlike(left: Value, right: Value): void {
    const alone = [
      ...[...left.labels].filter((label) => !right.labels.has(label)),
      ...[...right.labels].filter((label) => !left.labels.has(label)),
    ];
    if (alone.length === 0) return;
    this.add(
      `only one side of the operator has the label ${alone.join(', ')}, so no two series ever match`,
      'Say which labels count: on (…), or aggregate both sides by the same ones.',
    );
  }

  private checkGrouping(labels: readonly string[], has: ReadonlySet<string>): void {
    for (const label of labels) if (!has.has(label)) this.add(`there is no label ${label} here`, didYouMean(label, has));
  }

  private useValue({ counter }: Value, how: string): void {
    if (counter !== undefined)
      this.add(
        `${counter} is a counter, which starts again with its program, and its value is ${how}`,
        'Read it through rate() or increase().',
      );
  }

  private add(what: string, fix: string): void {
    if (!this.found.some((problem) => problem.what === what)) this.found.push({ what, fix });
  }

  private textOf(node: SyntaxNode): string {
    return this.query.text.slice(node.from, node.to);
  }
}

function without(labels: ReadonlySet<string>, dropped: readonly string[]): Set<string> {
  return new Set([...labels].filter((label) => !dropped.includes(label)));
}
