import { conflictProblem } from '../lib/deliver/conflicts.ts';
import { goneOf } from '../lib/deliver/gone.ts';
import { guardProblem } from '../lib/deliver/guards.ts';
import type { Guard } from '../lib/deliver/guards.ts';
import type { Preview } from '../lib/deliver/preview.ts';
import { isEmpty } from '../lib/deliver/plan.ts';
import { problemText } from '../lib/errors.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { changeLines } from './changes.ts';
import type { TargetOptions } from './delivery.ts';
import { forecastText } from './forecast-text.ts';
import type { Palette } from './io.ts';
import { count } from './text.ts';

/** Conflicts that are shown one by one. */
const MOST_CONFLICTS = 20;

/** A plan, for a person: what changes, what follows, and what has to be settled before it can be delivered. */
export function planText(
  found: Preview,
  guards: readonly Guard[],
  manifests: readonly Manifest[],
  { target, branch, folder }: TargetOptions,
  color: Palette,
): string {
  const { plan, changes, forecasts } = found;
  const since = plan.base === undefined ? 'no commit yet' : plan.base.slice(0, 7);
  const place = `${target} ${color.dim(`(branch ${branch}${folder === '' ? '' : `, folder ${folder}`}, ${since})`)}`;
  if (isEmpty(plan) && plan.conflicts.length === 0) return `nothing to deliver to ${place}`;

  const parts = [`plan for ${place}`];
  if (changes.length > 0)
    parts.push([color.bold(sumOf(found)), ...changeLines(changes, manifests, color, goneOf(found)).map((line) => `  ${line}`)].join('\n'));
  if (plan.adopted.length > 0)
    parts.push(`${count(plan.adopted.length, 'file')} that stood there already with the same content will be ours`);
  if (plan.taken.length > 0) parts.push(color.yellow(`overwrites what somebody edited there: ${plan.taken.join(', ')}`));
  parts.push(...forecastText(forecasts, color));
  if (guards.length > 0) parts.push(listed('to be confirmed', guards.map(guardProblem).map(problemText), color.red));
  if (plan.conflicts.length > 0) {
    const shown = plan.conflicts.slice(0, MOST_CONFLICTS).map((conflict) => problemText(conflictProblem(conflict)));
    const more = plan.conflicts.length - shown.length;
    parts.push(listed('in conflict', more > 0 ? [...shown, `… and ${more} more`] : shown, color.red));
  }
  return parts.join('\n\n');

  function listed(head: string, lines: readonly string[], paint: (text: string) => string): string {
    return [paint(color.bold(head)), ...lines.map((line) => `  ${line}`)].join('\n');
  }
}

function sumOf({ changes }: Preview): string {
  const parts = [
    [changes.filter(({ action }) => action === 'add').length, 'to add'],
    [changes.filter(({ action }) => action === 'change').length, 'to change'],
    [changes.filter(({ action }) => action === 'remove').length, 'to remove'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, what]) => `${amount} ${what}`)
    .join(', ');
}
