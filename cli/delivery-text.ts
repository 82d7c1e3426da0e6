import type { Delivery } from '../lib/deliver/deliver.ts';
import type { ObjectChange } from '../lib/deliver/object-change.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { changeLines, objectTable } from './changes.ts';
import type { TargetOptions } from './delivery.ts';
import type { Palette } from './io.ts';

/** What a delivery did, for a person. `took`: `0.4 s`. */
export function deliveryText(
  { plan, changes, base, commit }: Delivery,
  manifests: readonly Manifest[],
  { target, branch }: TargetOptions,
  took: string,
  color: Palette,
): string {
  const parts = [objectTable(manifests, color)];
  if (changes.length > 0) {
    const since = base === undefined ? 'first delivery' : `changed since ${short(base)}`;
    parts.push([color.bold(since), ...changeLines(changes, manifests, color).map((line) => `  ${line}`)].join('\n'));
  }
  if (plan.taken.length > 0) parts.push(color.yellow(`overwritten, although somebody had edited them there: ${plan.taken.join(', ')}`));
  const place = `${target} ${color.dim(`(branch ${branch}, ${took})`)}`;
  if (commit === undefined)
    parts.push(`nothing to deliver: ${base === undefined ? 'there are no manifests' : `commit ${short(base)} has it all`} in ${place}`);
  else parts.push(`delivered commit ${color.bold(color.green(short(commit)))} to ${place}`);
  return parts.join('\n\n');
}

/** The same for a program; the shape is in docs/commands.md. */
export function deliveryJson(
  { changes, base, commit }: Delivery,
  manifests: readonly Manifest[],
  { target, branch }: TargetOptions,
): string {
  const clusters: Record<string, Record<string, number>> = {};
  for (const { cluster, app } of manifests) {
    const apps = (clusters[cluster] ??= {});
    apps[app] = (apps[app] ?? 0) + 1;
  }
  return JSON.stringify(
    { target, branch, base: base ?? null, commit: commit ?? null, clusters, changes: changes.map(changeJson) },
    null,
    2,
  );
}

/** One change for a program: absent values of a field are `null`. */
export function changeJson({ action, path, cluster, app, object, fields }: ObjectChange): object {
  return {
    action,
    path,
    cluster,
    app,
    object,
    fields: fields.map((field) => ({ path: field.path, old: field.old ?? null, new: field.new ?? null })),
  };
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
