import type { Gone } from '../lib/deliver/gone.ts';
import type { ObjectChange } from '../lib/deliver/object-change.ts';
import { valueText } from '../lib/deliver/object-diff.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { groupedBy } from '../lib/values/multimap.ts';
import type { Palette } from './io.ts';
import { columns, count } from './text.ts';

/** Lines of changes that a person reads before they blur. */
const MOST_LINES = 20;

/** Longest value that is shown whole. Unit: characters. */
const VALUE_LENGTH = 80;

/** Objects of each cluster, as an aligned table; those of each app below it, as long as all of it is read at a glance. */
export function objectTable(manifests: readonly Manifest[], color: Palette): string {
  const clusters = new Map<string, Map<string, number>>();
  for (const { cluster, app } of manifests) {
    const apps = clusters.get(cluster) ?? new Map<string, number>();
    clusters.set(cluster, apps.set(app, (apps.get(app) ?? 0) + 1));
  }
  const lines = [...clusters.values()].reduce((total, apps) => total + 1 + apps.size, 0);
  const rows: (readonly string[])[] = [];
  for (const [cluster, apps] of clusters) {
    const sum = [...apps.values()].reduce((total, amount) => total + amount, 0);
    const objects = sum === 1 ? 'object' : 'objects';
    rows.push([cluster, String(sum), lines <= MOST_LINES ? objects : `${objects} in ${count(apps.size, 'app')}`]);
    if (lines <= MOST_LINES) for (const [app, amount] of apps) rows.push([`  ${app}`, String(amount), '']);
  }
  return columns(rows, [1])
    .map((line) => (line.startsWith(' ') ? line : color.bold(line)))
    .join('\n');
}

/** What differs, a line a field: `~ Rollout blog-system/web  spec…image  …:v84 → …:v85`. Apps and clusters that come or go whole are one line each. */
export function changeLines(
  changes: readonly ObjectChange[],
  manifests: readonly Manifest[],
  color: Palette,
  { clusters, apps }: Gone = { clusters: new Map(), apps: new Map() },
): readonly string[] {
  const lines: string[] = [];
  const added = newApps(changes, manifests);
  const whole = newClusters(added, manifests);
  for (const [cluster, gone] of clusters)
    lines.push(color.red(`- ${cluster}  ${count(gone.objects, 'object')} in ${count(gone.apps, 'app')}: the whole cluster`));
  for (const [app, amount] of apps) if (amount > 1) lines.push(color.red(`- ${app}  ${count(amount, 'object')}: the whole app`));
  for (const [cluster, own] of whole) {
    const objects = own.reduce((total, app) => total + (added.get(app) ?? 0), 0);
    lines.push(color.green(`+ ${cluster}  ${count(objects, 'object')} in ${count(own.length, 'app')}: the whole cluster`));
  }
  const told = new Set([...whole.values()].flat());
  for (const [app, amount] of added) {
    if (amount > 1 && !told.has(app)) lines.push(color.green(`+ ${app}  ${count(amount, 'object')}`));
  }
  for (const change of changes) {
    const app = `${change.cluster}/${change.app}`;
    const isTold = told.has(app) || (added.get(app) ?? 0) > 1 || clusters.has(change.cluster) || (apps.get(app) ?? 0) > 1;
    if (!isTold) lines.push(...linesOf(change, color));
  }
  const more = lines.length - MOST_LINES;
  return more <= 0 ? lines : [...lines.slice(0, MOST_LINES), color.dim(`… and ${more} more`)];
}

/** Apps all of whose objects are added. */
function newApps(changes: readonly ObjectChange[], manifests: readonly Manifest[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { cluster, app } of manifests) all.set(`${cluster}/${app}`, (all.get(`${cluster}/${app}`) ?? 0) + 1);
  const added = new Map<string, number>();
  for (const { action, cluster, app } of changes) {
    if (action === 'add') added.set(`${cluster}/${app}`, (added.get(`${cluster}/${app}`) ?? 0) + 1);
  }
  return new Map([...added].filter(([app, amount]) => all.get(app) === amount));
}

/** Clusters of several apps, every one of which is new. */
function newClusters(added: ReadonlyMap<string, number>, manifests: readonly Manifest[]): ReadonlyMap<string, readonly string[]> {
  const apps = groupedBy(new Set(manifests.map(({ cluster, app }) => `${cluster}/${app}`)), (app) => app.slice(0, app.indexOf('/')));
  return new Map([...apps].filter(([, own]) => own.length > 1 && own.every((app) => added.has(app))));
}

function linesOf({ action, cluster, object, fields }: ObjectChange, color: Palette): readonly string[] {
  const name = `${object} ${color.dim(`(${cluster})`)}`;
  if (action === 'add') return [color.green(`+ ${name}`)];
  if (action === 'remove') return [color.red(`- ${name}`)];
  if (fields.length === 0) return [`${color.yellow('~')} ${name}`];
  return fields.map(({ path, old, new: next }) => {
    const [before, after] = shortened(valueText(old, VALUE_LENGTH), valueText(next, VALUE_LENGTH));
    return `${color.yellow('~')} ${name}  ${path}  ${color.red(before)} → ${color.green(after)}`;
  });
}

/** Two tags of one image differ only at the end: `…/blog-web:v84 → …/blog-web:v85`. */
function shortened(old: string, next: string): readonly [string, string] {
  const end = old.lastIndexOf('/') + 1;
  if (end < 2 || /\s/.test(old) || old.slice(0, end) !== next.slice(0, end)) return [old, next];
  return [`…/${old.slice(end)}`, `…/${next.slice(end)}`];
}
