import { at, fields, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { type AlertRule, alertRulesIn, isLogQuery } from './alert-rules.ts';
import { dashboardsIn, sourceType } from './dashboards.ts';
import { type Expression, readQuery, type Selection, selections } from './expression.ts';
import { partPath, SHAPE_KINDS, shapesIn } from './shapes.ts';

/** A query to Prometheus, wherever it stands. */
export interface Query {
  readonly manifest: WorldObject;
  readonly path: string;
  /** `alert WebDown`, `panel "Requests" of dashboard "Blog"`. */
  readonly name: string;
  readonly kind: 'alert' | 'record' | 'panel' | 'analysis' | 'scaler' | 'adapter';
  readonly rule: AlertRule | undefined;
  /** As it is written. */
  readonly written: string;
  /** What is no PromQL; the tree is there without it. */
  readonly problem: string | undefined;
  readonly tree: Expression | undefined;
  /** It is known that Prometheus answers it; a panel that does not name its source may ask anything. */
  readonly sure: boolean;
}

/** Kinds of objects that hold queries. */
export const QUERY_KINDS: readonly string[] = [
  ...SHAPE_KINDS,
  'argoproj.io/v1alpha1/AnalysisTemplate',
  'argoproj.io/v1alpha1/ClusterAnalysisTemplate',
  'keda.sh/v1alpha1/ScaledObject',
];

export function queriesIn(world: World, manifest: WorldObject): readonly Query[] {
  return byObject(world).get(manifest) ?? [];
}

export function queries(world: World): readonly Query[] {
  return world.once('queries', () => [...byObject(world).values()].flat());
}

/** A selector, and the query in which it stands. */
export interface QuerySelection {
  readonly query: Query;
  readonly selection: Selection;
}

/** Selectors of all queries. */
export function allSelections(world: World): readonly QuerySelection[] {
  return world.once('selections', () => queries(world).flatMap(selectionsOf));
}

/** Selectors of an object's queries. */
export function selectionsIn(world: World, manifest: WorldObject): readonly QuerySelection[] {
  return queriesIn(world, manifest).flatMap(selectionsOf);
}

function selectionsOf(query: Query): readonly QuerySelection[] {
  return query.tree === undefined ? [] : selections(query.tree).map((selection) => ({ query, selection }));
}

function byObject(world: World): ReadonlyMap<WorldObject, readonly Query[]> {
  return world.once('queries by object', () => {
    const map = new Map<WorldObject, readonly Query[]>();
    for (const kind of QUERY_KINDS) for (const manifest of world.ofKind(kind)) map.set(manifest, [...found(world, manifest)]);
    return map;
  });
}

type Written = Omit<Query, 'manifest' | 'problem' | 'tree'>;

function* found(world: World, manifest: WorldObject): Iterable<Query> {
  for (const each of written(world, manifest)) {
    const read = readQuery(each.kind === 'alert' || each.kind === 'record' ? each.written : filled(each.written));
    yield { ...each, manifest, problem: read.problem, tree: read.problem === undefined ? read.tree : undefined };
  }
}

function* written(world: World, manifest: WorldObject): Iterable<Written> {
  const { object } = manifest;
  for (const rule of alertRulesIn(world, manifest)) {
    const { kind, name, expr, inText, path } = rule;
    yield {
      path: inText ? path : `${path}.expr`,
      name: `${kind === 'alert' ? 'alert' : 'rule'} ${name}`,
      kind,
      rule,
      written: expr,
      sure: true,
    };
  }
  for (const dashboard of dashboardsIn(world, manifest)) {
    for (const panel of dashboard.panels) {
      for (const target of panel.targets) {
        const expr = textAt(target, 'expr');
        const type = sourceType(dashboard, panel, target);
        if (expr === undefined || expr.trim() === '' || (type !== undefined && type !== 'prometheus') || isLogQuery(expr)) continue;
        const name = `panel "${panel.title}" of dashboard "${dashboard.title}"`;
        yield { path: dashboard.path, name, kind: 'panel', rule: undefined, written: expr, sure: type === 'prometheus' };
      }
    }
  }
  for (const shape of shapesIn(world, manifest, 'adapter')) {
    for (const [index, rule] of (Array.isArray(shape.content) ? shape.content : []).entries()) {
      for (const field of ['seriesQuery', 'metricsQuery']) {
        const expr = textAt(rule, field);
        const name = `${field} of adapter rule ${textAt(rule, 'name.as') ?? textAt(rule, 'name.matches') ?? index}`;
        if (expr !== undefined)
          yield { path: partPath(shape, index, field), name, kind: 'adapter', rule: undefined, written: expr, sure: true };
      }
    }
  }
  yield* ofControllers(object);
}

function* ofControllers(object: unknown): Iterable<Written> {
  const kind = textAt(object, 'kind');
  if (kind === 'AnalysisTemplate' || kind === 'ClusterAnalysisTemplate') {
    for (const [index, metric] of itemsAt(object, 'spec.metrics').entries()) {
      const expr = textAt(metric, 'provider.prometheus.query');
      const path = `spec.metrics[${index}].provider.prometheus.query`;
      const name = `metric ${textAt(metric, 'name') ?? index}`;
      if (expr !== undefined) yield { path, name, kind: 'analysis', rule: undefined, written: expr, sure: true };
    }
  }
  if (kind === 'ScaledObject') {
    for (const [index, trigger] of itemsAt(object, 'spec.triggers').entries()) {
      const expr = text(fields(at(trigger, 'metadata'))['query']);
      const path = `spec.triggers[${index}].metadata.query`;
      if (textAt(trigger, 'type') === 'prometheus' && expr !== undefined)
        yield { path, name: `trigger ${index}`, kind: 'scaler', rule: undefined, written: expr, sure: true };
    }
  }
}

/** Start of every name that stands for a variable. */
export const VARIABLE = '__variable_';

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/;
const PLACE = /\$\{[^{}]*\}|\$\w+|\[\[[^[\]]*\]\]|\{\{[^{}]*\}\}|<<[^<>]*>>/;

/**
 * A query with something in the place of each variable of Grafana, Argo Rollouts or the adapter, so that it can be read:
 * a range becomes a day, everything else a name. Texts stay as they are.
 */
export function filled(query: string): string {
  const withMatchers = query.replace(/<<\s*\.LabelMatchers\s*>>/g, `${VARIABLE}="any"`);
  return withMatchers.replace(
    new RegExp(`${QUOTED.source}|\\[(?:(?!\\[)[^\\]"])*(?:\\$|\\{\\{)[^\\]"]*\\]|(offset\\s+)(?:${PLACE.source})|${PLACE.source}`, 'g'),
    (part: string, offset: string | undefined) => {
      if (/^["'`]/.test(part)) return part;
      if (part.startsWith('[') && !part.startsWith('[[')) return '[1d]';
      return offset === undefined ? `${VARIABLE}${part.replace(/\W+/g, '')}` : `${offset}1d`;
    },
  );
}
