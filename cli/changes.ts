import type { Gone } from '../lib/deliver/gone.ts';
import type { ObjectChange } from '../lib/deliver/object-change.ts';
import { valueText } from '../lib/deliver/object-diff.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import type { Palette } from './io.ts';
import { columns, count } from './text.ts';

/** Lines of changes that a person reads before they blur. */
const MOST_LINES = 20;

/** Longest value that is shown whole. Unit: characters. */
const VALUE_LENGTH = 80;

/** Objects of each app of each cluster, as an aligned table with a sum. */
export function objectTable(manifests: readonly Manifest[], color: Palette): string {
  const clusters = new Map<string, Map<string, number>>();
  for (const { cluster, app } of manifests) {
    const apps = clusters.get(cluster) ?? new Map<string, number>();
    clusters.set(cluster, apps.set(app, (apps.get(app) ?? 0) + 1));
  }
  const rows: (readonly string[])[] = [];
  for (const [cluster, apps] of clusters) {
    const sum = [...apps.values()].reduce((total, amount) => total + amount, 0);
    rows.push([cluster, String(sum), sum === 1 ? 'object' : 'objects']);
    for (const [app, amount] of apps) rows.push([`  ${app}`, String(amount), '']);
  }
  return columns(rows, [1])
    .map((line) => (line.startsWith(' ') ? line : color.bold(line)))
    .join('\n');
}

/** What differs, a line a field: `~ Rollout blog-system/web  spec…image  …:v84 → …:v85`. Apps that come whole, and apps and clusters that go so, are one line each. */
export function changeLines(
  changes: readonly ObjectChange[],
  manifests: readonly Manifest[],
  color: Palette,
  { clusters, apps }: Gone = { clusters: new Map(), apps: new Map() },
): readonly string[] {
  const lines: string[] = [];
  const folded = newApps(changes, manifests);
  for (const [cluster, gone] of clusters)
    lines.push(color.red(`- ${cluster}  ${count(gone.objects, 'object')} in ${count(gone.apps, 'app')}: the whole cluster`));
  for (const [app, amount] of apps) if (amount > 1) lines.push(color.red(`- ${app}  ${count(amount, 'object')}: the whole app`));
  for (const [app, amount] of folded) lines.push(color.green(`+ ${app}  ${count(amount, 'object')}`));
  for (const change of changes) {
    const app = `${change.cluster}/${change.app}`;
    if (!folded.has(app) && !clusters.has(change.cluster) && (apps.get(app) ?? 0) < 2) lines.push(...linesOf(change, color));
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
  return new Map([...added].filter(([app, amount]) => amount > 1 && all.get(app) === amount));
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
