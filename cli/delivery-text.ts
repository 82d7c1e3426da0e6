import type { Delivery } from '../lib/deliver/deliver.ts';
import { goneOf } from '../lib/deliver/gone.ts';
import type { ObjectChange } from '../lib/deliver/object-change.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { changeLines, objectTable } from './changes.ts';
import type { TargetOptions } from './delivery.ts';
import { forecastText } from './forecast-text.ts';
import type { Palette } from './io.ts';
import { short } from './text.ts';

/** What a delivery did, for a person. `took`: `0.4 s`. */
export function deliveryText(
  delivery: Delivery,
  manifests: readonly Manifest[],
  { target, branch, folder }: TargetOptions,
  took: string,
  color: Palette,
): string {
  const { plan, changes, forecasts, base, commit, review } = delivery;
  const parts = manifests.length === 0 ? [] : [objectTable(manifests, color)];
  // The table above has them all, too.
  if (base === undefined && changes.length > 0 && changes.length === manifests.length) parts.push(color.bold('first delivery'));
  else if (changes.length > 0) {
    const since = base === undefined ? 'first delivery' : `changed since ${short(base)}`;
    parts.push([color.bold(since), ...changeLines(changes, manifests, color, goneOf(delivery)).map((line) => `  ${line}`)].join('\n'));
  }
  if (plan.taken.length > 0) parts.push(color.yellow(`overwritten, although somebody had edited them there: ${plan.taken.join(', ')}`));
  parts.push(...forecastText(forecasts, color));
  const place = `${target} ${color.dim(`(branch ${branch}${folder === '' ? '' : `, folder ${folder}`}, ${took})`)}`;
  if (commit === undefined)
    parts.push(`nothing to deliver: ${base === undefined ? 'there are no manifests' : `commit ${short(base)} has it all`} in ${place}`);
  else if (review === undefined) parts.push(`delivered commit ${color.bold(color.green(short(commit)))} to ${place}`);
  else parts.push(`commit ${color.bold(color.green(short(commit)))} waits to be merged to ${place}: ${review}`);
  return parts.join('\n\n');
}

/** The same for a program; the shape is in docs/commands.md. */
export function deliveryJson(
  { changes, forecasts, base, commit, review }: Delivery,
  manifests: readonly Manifest[],
  { target, branch, folder }: TargetOptions,
): string {
  const clusters: Record<string, Record<string, number>> = {};
  for (const { cluster, app } of manifests) {
    const apps = (clusters[cluster] ??= {});
    apps[app] = (apps[app] ?? 0) + 1;
  }
  return JSON.stringify(
    {
      target,
      branch,
      folder,
      base: base ?? null,
      commit: commit ?? null,
      ...(review === undefined ? {} : { review }),
      clusters,
      changes: changes.map((change, index) => ({ ...changeJson(change), effects: forecasts[index]?.effects ?? [] })),
    },
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
