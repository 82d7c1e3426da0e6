import { load } from 'js-yaml';
import { documentKind } from '../document.ts';
import { helmValuesOf } from '../helm.ts';
import { at, fields, fieldsAt, items, join, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { groupedBy } from '../../values/multimap.ts';

/** What a piece of configuration is, told by its form: it may stand in a ConfigMap, a Secret, chart values, an object or a file. */
export type ShapeKind =
  | 'adapter'
  | 'alertmanager'
  | 'dashboard'
  | 'datasources'
  | 'falco'
  | 'loki'
  | 'otel'
  | 'prometheus'
  | 'promtail'
  | 'rules'
  | 'talon'
  | 'tempo';

/** A piece of configuration of a known form, wherever it was found. */
export interface Shape {
  readonly kind: ShapeKind;
  readonly manifest: WorldObject;
  /** Of the field, or of the text that it stands in. */
  readonly path: string;
  /** Stands within a text: its parts have no path of their own. */
  readonly inText: boolean;
  readonly content: unknown;
}

/** Path of a part of a shape: the part's own where there is one, else that of the whole text. */
export function partPath({ path, inText }: Shape, ...steps: readonly (string | number)[]): string {
  if (inText) return path;
  return steps.reduce<string>((way, step) => (typeof step === 'number' ? `${way}[${step}]` : join(way, step)), path);
}

/** All shapes of one kind, in the order of the objects. */
export function shapesOfKind(world: World, kind: ShapeKind): readonly Shape[] {
  const byKind = world.once('shapes by kind', () => groupedBy(allShapes(world), ({ kind }) => kind));
  return byKind.get(kind) ?? [];
}

/** Shapes of one kind in one object. */
export function shapesIn(world: World, manifest: WorldObject, kind: ShapeKind): readonly Shape[] {
  const byObject = world.once('shapes by object', () => groupedBy(allShapes(world), ({ manifest }) => manifest));
  return (byObject.get(manifest) ?? []).filter((shape) => shape.kind === kind);
}

/** Kinds of objects in which shapes are looked for. */
export const SHAPE_KINDS: readonly string[] = [
  'v1/ConfigMap',
  'v1/Secret',
  'argoproj.io/v1alpha1/Application',
  'argoproj.io/v1alpha1/ApplicationSet',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  'monitoring.coreos.com/v1/PrometheusRule',
  'monitoring.coreos.com/v1alpha1/AlertmanagerConfig',
  'opentelemetry.io/v1beta1/OpenTelemetryCollector',
  'grafana.integreatly.org/v1beta1/GrafanaDashboard',
  documentKind('HelmValues'),
  documentKind('Config'),
];

function allShapes(world: World): readonly Shape[] {
  return world.once('shapes', () => SHAPE_KINDS.flatMap((kind) => world.ofKind(kind)).flatMap((manifest) => shapesOf(manifest)));
}

function shapesOf(manifest: WorldObject): readonly Shape[] {
  const found: Shape[] = [];
  for (const { value, path } of roots(manifest)) walk(manifest, value, path, false, found, 0);
  return found;
}

function* roots(manifest: WorldObject): Iterable<{ readonly value: unknown; readonly path: string }> {
  const { object } = manifest;
  switch (object.kind) {
    case 'ConfigMap':
    case 'Secret':
      for (const field of ['data', 'stringData']) {
        if (object.kind === 'Secret' && field === 'data') continue;
        for (const [key, value] of Object.entries(textsAt(object, field))) yield { value, path: join(field, key) };
      }
      return;
    case 'HelmValues':
      yield { value: object['values'], path: 'values' };
      return;
    case 'Config':
      yield { value: object['content'], path: 'content' };
      return;
    case 'Application':
    case 'ApplicationSet':
    case 'HelmRelease':
      for (const { values, path } of helmValuesOf(manifest)) yield { value: values, path };
      return;
    case 'OpenTelemetryCollector':
      yield { value: at(object, 'spec.config'), path: 'spec.config' };
      return;
    case 'GrafanaDashboard':
      yield { value: textAt(object, 'spec.json'), path: 'spec.json' };
      return;
    default:
      yield { value: object['spec'], path: 'spec' };
  }
}

/** Words without which a text holds nothing that is looked for. */
const WORDS =
  /"?\b(groups|scrape_configs|receivers|datasources|schema_config|limits_config|distributor|seriesQuery|panels|rows|pipelines|actions)"?\s*:|- (rule|macro|list|action)\s*:/;

/** Charts do not nest deeper, and a text in a text in a text is no configuration. */
const DEEPEST = 14;

function walk(manifest: WorldObject, value: unknown, path: string, inText: boolean, found: Shape[], depth: number): void {
  if (depth > DEEPEST) return;
  if (typeof value === 'string') {
    if (!WORDS.test(value)) return;
    const content = parsed(value);
    if (typeof content === 'object') walk(manifest, content, path, true, found, depth + 4);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const kinds = kindsOf(value);
  for (const kind of kinds) found.push({ kind, manifest, path, inText, content: value });
  // What stands within these is read with them.
  if (kinds.includes('dashboard') || (Array.isArray(value) && kinds.length > 0)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(manifest, item, inText ? path : `${path}[${index}]`, inText, found, depth + 1);
    return;
  }
  for (const [key, child] of Object.entries(value)) walk(manifest, child, inText ? path : join(path, key), inText, found, depth + 1);
}

function parsed(text: string): unknown {
  try {
    const trimmed = text.trimStart();
    return trimmed.startsWith('{"') || trimmed.startsWith('{\n') ? (JSON.parse(text) as unknown) : load(text);
  } catch {
    return undefined;
  }
}

function some(value: unknown, test: (each: unknown) => boolean): boolean {
  return items(value).some(test);
}

function has(value: unknown, ...keys: readonly string[]): boolean {
  const found = fields(value);
  return keys.every((key) => found[key] !== undefined && found[key] !== null);
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Forms of a map or a list; some maps are two things, such as the values of a chart. */
function kindsOf(value: object): readonly ShapeKind[] {
  if (Array.isArray(value)) {
    if (some(value, (each) => has(each, 'seriesQuery'))) return ['adapter'];
    if (some(value, (each) => has(each, 'action') && (has(each, 'actionner') || has(each, 'parameters')) && !has(each, 'condition')))
      return ['talon'];
    if (some(value, (each) => has(each, 'match') && has(each, 'actions'))) return ['talon'];
    if (
      some(
        value,
        (each) => has(each, 'actions') && (has(each, 'rule') || has(each, 'name')) && !has(each, 'condition') && !has(each, 'verbs'),
      )
    )
      return some(value, (each) =>
        some(fields(each)['actions'], (action) => has(action, 'action') || has(action, 'actionner') || has(action, 'parameters')),
      )
        ? ['talon']
        : [];
    if (
      some(
        value,
        (each) => (has(each, 'rule', 'condition') && (has(each, 'output') || has(each, 'priority'))) || has(each, 'macro', 'condition'),
      )
    )
      return ['falco'];
    return [];
  }
  const kinds: ShapeKind[] = [];
  if (some(fields(value)['groups'], (group) => some(fields(group)['rules'], (rule) => has(rule, 'expr')))) kinds.push('rules');
  const scrapes = fields(value)['scrape_configs'];
  if (Array.isArray(scrapes)) {
    const logs = has(value, 'clients') || has(value, 'positions') || some(scrapes, (each) => has(each, 'pipeline_stages'));
    kinds.push(logs ? 'promtail' : 'prometheus');
  }
  if (has(value, 'route', 'receivers') && isMap(fields(value)['route']) && Array.isArray(fields(value)['receivers']))
    kinds.push('alertmanager');
  if (some(fields(value)['datasources'], (each) => has(each, 'name', 'type'))) kinds.push('datasources');
  if (isDashboard(value)) kinds.push('dashboard');
  if (isMap(fields(value)['limits_config']) || isMap(fields(value)['schema_config'])) kinds.push('loki');
  if (isMap(at(value, 'distributor.receivers'))) kinds.push('tempo');
  if (isMap(at(value, 'service.pipelines')) && isMap(fields(value)['receivers'])) kinds.push('otel');
  return kinds;
}

function isDashboard(value: object): boolean {
  if (isMap(fields(value)['dashboard']) && Array.isArray(fieldsAt(value, 'dashboard')['panels'])) return true;
  const list = fields(value)['panels'] ?? fields(value)['rows'];
  if (!Array.isArray(list)) return false;
  // Written by hand, it may have nothing but a title and panels.
  return (
    ['templating', 'schemaVersion', 'annotations'].some((key) => has(value, key)) ||
    (has(value, 'title') && some(list, (each) => has(each, 'type') && has(each, 'targets')))
  );
}
