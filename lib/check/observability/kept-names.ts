import { HELM_KINDS, helmValuesOf } from '../helm.ts';
import { fields, items, itemsAt, join, text, textAt } from '../read.ts';
import { isNext } from '../one-slip.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { COMMON, RENAMED } from './metric-names.ts';
import { partPath, shapesIn } from './shapes.ts';

/** A step of relabelling that keeps metrics by their names. */
export interface Keep {
  readonly path: string;
  readonly regex: string;
}

const STEPS = /^(?:metricRelabelings|metricRelabelConfigs|metric_relabel_configs|writeRelabelConfigs|write_relabel_configs)$/;

/** Kinds that hold steps for metrics which were scraped or are sent on. */
export const KEEP_KINDS: readonly string[] = [
  ...HELM_KINDS,
  'v1/ConfigMap',
  'v1/Secret',
  ...['ServiceMonitor', 'PodMonitor', 'Probe', 'Prometheus'].map((kind) => `monitoring.coreos.com/v1/${kind}`),
  ...['ScrapeConfig', 'PrometheusAgent'].map((kind) => `monitoring.coreos.com/v1alpha1/${kind}`),
];

/** The steps of an object that keep metrics by their names. */
export function keepsIn(world: World, manifest: WorldObject): readonly Keep[] {
  const { object } = manifest;
  const found: Keep[] = [];
  if (object.apiVersion.startsWith('monitoring.coreos.com/')) walk(object['spec'], (way) => `spec.${way}`, '', found);
  for (const { values, path } of helmValuesOf(manifest)) walk(values, (way) => `${path}.${way}`, '', found);
  if (object.kind === 'ConfigMap' || object.kind === 'Secret')
    for (const shape of shapesIn(world, manifest, 'prometheus')) walk(shape.content, () => partPath(shape), '', found);
  return found;
}

function walk(value: unknown, pathOf: (way: string) => string, way: string, found: Keep[]): void {
  if (Array.isArray(value)) {
    for (const [index, each] of items(value).entries()) walk(each, pathOf, `${way}[${index}]`, found);
    return;
  }
  for (const [key, child] of Object.entries(fields(value))) {
    const below = way === '' ? key : join(way, key);
    if (!STEPS.test(key)) {
      if (typeof child === 'object') walk(child, pathOf, below, found);
      continue;
    }
    for (const [index, step] of items(child).entries()) {
      const sources = [...itemsAt(step, 'sourceLabels'), ...itemsAt(step, 'source_labels')].map(text);
      const regex = textAt(step, 'regex');
      if (textAt(step, 'action')?.toLowerCase() === 'keep' && sources.length === 1 && sources[0] === '__name__' && regex !== undefined)
        found.push({ path: pathOf(`${below}[${index}].regex`), regex });
    }
  }
}

/** A part of such an expression that keeps nothing of a well-known exporter. */
export interface KeepsNothing {
  readonly part: string;
  readonly meant: string;
  /** The metric is called otherwise since then; a slip where nothing is said. */
  readonly since?: string | undefined;
}

/** Names that Istio tells, as far as they begin like these. @see https://istio.io/latest/docs/reference/config/metrics/ */
const OF_ISTIO = /^istio_(?:request|response|tcp)/;

/** Parts of an expression that were meant for a well-known metric and fit none. */
export function* keepsNothing(regex: string): Iterable<KeepsNothing> {
  const parts = alternativesOf(regex);
  const patterns = parts.flatMap((part) => patternOf(part) ?? []);
  if (patterns.length < parts.length) return;
  for (const [index, pattern] of patterns.entries()) {
    const part = parts[index] ?? '';
    if ([...COMMON].some((name) => pattern.test(name))) continue;
    const start = /^[a-z_]+/.exec(part)?.[0] ?? '';
    // What may fit anything was not meant for one exporter.
    const old = start.length < 8 ? undefined : [...RENAMED].find(([before]) => pattern.test(before));
    if (old !== undefined) {
      const now = old[1].now.replace(/\{.*/, '');
      // Clusters of both ages.
      if (!patterns.some((each) => each.test(now))) yield { part, meant: now, since: old[1].since };
      continue;
    }
    const near = OF_ISTIO.test(start) && start.length > SHORTEST ? nearStart(start, /^[a-z_]+$/.test(part)) : undefined;
    if (near !== undefined && !patterns.some((each) => each.test(near))) yield { part, meant: near };
  }
}

/** Shorter beginnings are too close to each other. Unit: letters. */
const SHORTEST = 14;

/** A known name that begins one letter away from this beginning, or is one letter away as a whole. */
function nearStart(start: string, whole: boolean): string | undefined {
  const begun = start.replace(/_$/, '');
  const isNear = (name: string): boolean =>
    whole ? isNext(start, name) : [-1, 0, 1].some((more) => isNext(begun, name.slice(0, begun.length + more)));
  return [...COMMON].find((name) => OF_ISTIO.test(name) && isNear(name));
}

/** Parts between the bars of an expression, those within groups left together. */
function alternativesOf(regex: string): readonly string[] {
  const whole = /^\^?\(((?:[^()]|\([^()]*\))*)\)\$?$/.exec(regex)?.[1] ?? regex.replace(/^\^|\$$/g, '');
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of whole) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] = `${parts.at(-1) ?? ''}${letter}`;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function patternOf(part: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${part})$`);
  } catch {
    return undefined;
  }
}
