import { at, fields, fieldsAt, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';
import { shapesIn, shapesOfKind, type Shape } from './shapes.ts';

export interface Panel {
  readonly title: string;
  readonly fields: unknown;
  readonly targets: readonly unknown[];
}

/** A dashboard of Grafana. */
export interface Dashboard {
  readonly manifest: WorldObject;
  readonly path: string;
  readonly title: string;
  readonly uid: string | undefined;
  /** The whole JSON, without the wrapper that Grafana's API puts around it. */
  readonly content: unknown;
  /** The JSON is `{"dashboard": {…}}`, as the API takes it. */
  readonly wrapped: boolean;
  /** Panels of rows included; pure rows left out. */
  readonly panels: readonly Panel[];
  /** Names of its variables. */
  readonly variables: readonly string[];
}

export function dashboards(world: World): readonly Dashboard[] {
  return world.once('dashboards', () => shapesOfKind(world, 'dashboard').map(dashboardOf));
}

export function dashboardsIn(world: World, manifest: WorldObject): readonly Dashboard[] {
  return shapesIn(world, manifest, 'dashboard').map(dashboardOf);
}

/** Dashboards of the whole tree by their uid, those without one left out. */
export function dashboardsByUid(world: World): ReadonlyMap<string, readonly Dashboard[]> {
  return world.once('dashboards by uid', () => {
    const map = new Map<string, Dashboard[]>();
    for (const each of dashboards(world)) if (each.uid !== undefined) addTo(map, each.uid, each);
    return map;
  });
}

function dashboardOf({ manifest, path, content }: Shape): Dashboard {
  const inner = fieldsAt(content, 'dashboard');
  const wrapped = Array.isArray(inner['panels']);
  const dashboard = wrapped ? inner : fields(content);
  return {
    manifest,
    path,
    title: textAt(dashboard, 'title') ?? '',
    uid: textAt(dashboard, 'uid') === '' ? undefined : textAt(dashboard, 'uid'),
    content: dashboard,
    wrapped,
    panels: [...panelsOf(dashboard)],
    variables: itemsAt(dashboard, 'templating.list').flatMap((each) => textAt(each, 'name') ?? []),
  };
}

function* panelsOf(holder: unknown): Iterable<Panel> {
  for (const row of itemsAt(holder, 'rows')) yield* panelsOf(row);
  for (const panel of itemsAt(holder, 'panels')) {
    yield* panelsOf(panel);
    if (textAt(panel, 'type') !== 'row') yield { title: textAt(panel, 'title') ?? '', fields: panel, targets: itemsAt(panel, 'targets') };
  }
}

/** What answers the queries of a panel: `prometheus`, `loki` …; `undefined` where the dashboard does not say. */
export function sourceType({ content }: Dashboard, panel: Panel | undefined, target: unknown): string | undefined {
  const named = at(target, 'datasource') ?? at(panel?.fields, 'datasource');
  const type = textAt(named, 'type');
  if (type !== undefined) return type;
  const name = text(named) ?? textAt(named, 'uid') ?? '';
  const variable = /^\$\{?(\w+)\}?$/.exec(name)?.[1];
  if (variable !== undefined) {
    const declared = itemsAt(content, 'templating.list').find((each) => textAt(each, 'name') === variable);
    const input = itemsAt(content, '__inputs').find((each) => textAt(each, 'name') === variable);
    return textAt(declared, 'query') ?? textAt(input, 'pluginId') ?? typeByName(variable);
  }
  return typeByName(name);
}

function typeByName(name: string): string | undefined {
  if (/prom|thanos|mimir|cortex/i.test(name)) return 'prometheus';
  if (/loki/i.test(name)) return 'loki';
  return undefined;
}
