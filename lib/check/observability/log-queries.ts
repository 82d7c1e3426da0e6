import type { SyntaxNode } from '@lezer/common';
import { parser } from '@grafana/lezer-logql';
import { children, shortened, unquoted } from '../../metrics/promql-tree.ts';
import { fields, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { isLogQuery, isTemplated } from './alert-rules.ts';
import { dashboardsIn, sourceType } from './dashboards.ts';
import { durationSeconds } from './expression.ts';
import { filled, VARIABLE } from './queries.ts';
import { partPath, shapesIn } from './shapes.ts';

/** A query to Loki, wherever it stands. */
export interface LogQuery {
  readonly path: string;
  /** `alert LoginsFail`, `panel "Errors" of dashboard "Blog"`. */
  readonly name: string;
  readonly kind: 'rule' | 'panel';
  /** Where it stops being LogQL, as a sentence. */
  readonly problem: string | undefined;
  /** What selects its streams. */
  readonly matchers: readonly StreamMatcher[];
  /** How far it looks back, where that is written out. Unit: seconds. */
  readonly range: number;
}

/** `namespace="blog"` within the braces: a label of streams, not one that a parser extracts later. */
export interface StreamMatcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** Queries to Loki in one object: rules of its ruler, and panels of dashboards. */
export function logQueriesIn(world: World, manifest: WorldObject): readonly LogQuery[] {
  const byObject = world.once('log queries', () => new WeakMap<WorldObject, readonly LogQuery[]>());
  let found = byObject.get(manifest);
  if (found === undefined) byObject.set(manifest, (found = [...search(world, manifest)]));
  return found;
}

function* search(world: World, manifest: WorldObject): Iterable<LogQuery> {
  for (const shape of shapesIn(world, manifest, 'rules')) {
    for (const [place, group] of itemsAt(shape.content, 'groups').entries()) {
      for (const [index, rule] of itemsAt(group, 'rules').entries()) {
        const expr = text(fields(rule)['expr']);
        if (expr === undefined || !isLogQuery(expr) || isTemplated(expr)) continue;
        const alert = textAt(rule, 'alert');
        const name = alert === undefined ? `rule ${textAt(rule, 'record') ?? index}` : `alert ${alert}`;
        yield { path: partPath(shape, 'groups', place, 'rules', index), name, kind: 'rule', ...read(expr) };
      }
    }
  }
  for (const dashboard of dashboardsIn(world, manifest)) {
    for (const panel of dashboard.panels) {
      for (const target of panel.targets) {
        const expr = textAt(target, 'expr') ?? '';
        if (expr.trim() === '' || !isOfLoki(sourceType(dashboard, panel, target), expr)) continue;
        yield {
          path: dashboard.path,
          name: `panel "${panel.title}" of dashboard "${dashboard.title}"`,
          kind: 'panel',
          ...read(filled(expr)),
        };
      }
    }
  }
}

function isOfLoki(type: string | undefined, expr: string): boolean {
  return type === 'loki' || (type === undefined && isLogQuery(expr));
}

/** Functions that the grammar does not know yet. */
const NEWER = /\b(?:approx_topk|variants)\s*\(/;

function read(expr: string): Pick<LogQuery, 'problem' | 'matchers' | 'range'> {
  const { topNode } = parser.parse(expr);
  const matchers: StreamMatcher[] = [];
  let problem: string | undefined;
  topNode.cursor().iterate((node) => {
    if (node.type.isError && problem === undefined) {
      const rest = expr.slice(node.from).trim();
      problem = rest === '' ? 'the query ends too early' : `the query is no LogQL from character ${node.from + 1} on: ${shortened(rest)}`;
    }
    if (node.name === 'Selector') matchers.push(...matchersBelow(node.node, expr));
  });
  // A variable may stand for a piece of the language that no name can stand for.
  return { problem: expr.includes(VARIABLE) || NEWER.test(expr) ? undefined : problem, matchers, range: longest(expr) };
}

/** The longest range in brackets outside of texts. */
function longest(expr: string): number {
  const plain = expr.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
  return Math.max(0, ...[...plain.matchAll(/\[\s*(\d\w*)\s*\]/g)].map(([, written]) => durationSeconds(written) ?? 0));
}

function* matchersBelow(node: SyntaxNode, expr: string): Iterable<StreamMatcher> {
  for (const child of children(node)) {
    if (child.name === 'Matchers') yield* matchersBelow(child, expr);
    if (child.name !== 'Matcher') continue;
    const [label, operator, value] = children(child).map(({ from, to }) => expr.slice(from, to));
    if (label !== undefined && operator !== undefined && value !== undefined) yield { label, operator, value: unquoted(value) };
  }
}
