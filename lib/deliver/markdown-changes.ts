import type { Gone } from './gone.ts';
import { code } from './markdown-text.ts';
import type { ObjectChange } from './object-change.ts';
import { valueText } from './object-diff.ts';
import { byKey } from '../values/order.ts';
import { counted } from '../values/counted.ts';

/** Longest value that is shown. Unit: characters. */
const VALUE_LENGTH = 100;

/** Fields of one object that are shown at most. */
const MOST_FIELDS = 20;

/** Clusters that are named one by one. */
const MOST_CLUSTERS = 12;

/** What one app changes, in three lengths. */
export interface AppSection {
  readonly objects: number;
  /** With fields; with names only; the counts alone. */
  readonly levels: readonly [string, string, string];
}

/** The same change in several clusters. */
interface Folded {
  readonly change: ObjectChange;
  readonly clusters: string[];
  /** In all clusters together. */
  objects: number;
  /** Whether it is all that there was of the app. */
  readonly whole: boolean;
}

/** The changes by app, sorted; the same change of several clusters once, and an app that goes whole in one line. */
export function appSections(changes: readonly ObjectChange[], gone: Gone): readonly AppSection[] {
  const apps = new Map<string, Map<string, Folded>>();
  for (const change of changes) {
    const folded = apps.get(change.app) ?? new Map<string, Folded>();
    apps.set(change.app, folded);
    const whole = change.action === 'remove' && (gone.clusters.has(change.cluster) || gone.apps.has(`${change.cluster}/${change.app}`));
    const fields = change.fields.map(({ path, old, new: next }) => [path, old, next]);
    const key = whole ? '' : JSON.stringify([change.action, change.object, fields]);
    const same = folded.get(key);
    if (same === undefined) folded.set(key, { change, clusters: [change.cluster], objects: 1, whole });
    else {
      if (same.clusters.at(-1) !== change.cluster) same.clusters.push(change.cluster);
      same.objects += 1;
    }
  }
  return [...apps].sort(byKey).map(([app, folded]) => section(app, [...folded.values()]));
}

/** Names of clusters, as long as somebody would read them. */
export function clusterList(clusters: readonly string[]): string {
  return clusters.length > MOST_CLUSTERS ? counted(clusters.length, 'cluster') : clusters.map(code).join(', ');
}

const SIGNS = { add: '+', change: '~', remove: '−' } as const;
const WORDS = { add: 'added', change: 'changed', remove: 'removed' } as const;

function section(app: string, all: readonly Folded[]): AppSection {
  const objects = all.reduce((sum, one) => sum + one.objects, 0);
  const counts = (['change', 'add', 'remove'] as const)
    .map((action) => [all.filter(({ change }) => change.action === action).reduce((sum, one) => sum + one.objects, 0), action] as const)
    .filter(([amount]) => amount > 0)
    .map(([amount, action]) => `${amount} ${WORDS[action]}`);
  const clusters = [...new Set(all.flatMap((one) => one.clusters))].sort();
  const head = `${code(app === '' ? 'no app' : app)} in ${clusterList(clusters)}: ${counts.join(', ')}`;
  // Markdown is not read inside <summary>, so the name stands above it.
  const folded = (lines: readonly string[]): string =>
    `${head}\n<details><summary>${counted(objects, 'object')}</summary>\n\n${lines.join('\n')}\n\n</details>`;
  const names = all.map((one) => nameLine(one, clusters.length));
  return {
    objects,
    levels: [folded(all.flatMap((one) => [nameLine(one, clusters.length), ...fieldLines(one.change)])), folded(names), head],
  };
}

function nameLine({ change: { action, object }, clusters, objects, whole }: Folded, all: number): string {
  const only = clusters.length === all ? '' : ` (${clusterList(clusters)})`;
  if (whole) return `- ${SIGNS[action]} the whole app: ${counted(objects, 'object')}${only}`;
  return `- ${SIGNS[action]} ${code(object)}${only}`;
}

function fieldLines({ fields }: ObjectChange): readonly string[] {
  const shown = fields
    .slice(0, MOST_FIELDS)
    .map(({ path, old, new: next }) => `  - ${code(path)}: ${code(valueText(old, VALUE_LENGTH))} → ${code(valueText(next, VALUE_LENGTH))}`);
  return fields.length > MOST_FIELDS ? [...shown, `  - and ${counted(fields.length - MOST_FIELDS, 'field')} more`] : shown;
}
