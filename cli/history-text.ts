import type { PastDelivery } from '../lib/deliver/history.ts';
import { changeLines } from './changes.ts';
import { changeJson } from './delivery-text.ts';
import type { HistoryCommandOptions } from './history.ts';
import type { Palette } from './io.ts';
import type { BranchPast } from './past.ts';
import { count, short } from './text.ts';

/** The deliveries to a branch for a person, newest first, each with what it did to the object that was asked for. */
export function historyText({ branch, deliveries }: BranchPast, oneOfSeveral: boolean, color: Palette): string {
  const lines = deliveries.map(({ commit, date, subject, source, rollbackTo, files, changes }) => {
    const from = source === 'uncommitted' ? 'from uncommitted sources' : `from ${short(source)}`;
    const back = rollbackTo === undefined ? '' : `, back to ${short(rollbackTo)}`;
    return [
      `${color.yellow(short(commit))}  ${date.replace('T', ' ').replace(/:\d{2}Z$/, ' UTC')}  ${color.bold(subject)}`,
      color.dim(`         ${count(files, 'file')}, ${from}${back}`),
      ...changeLines(changes, [], color).map((line) => `         ${line}`),
    ].join('\n');
  });
  return (oneOfSeveral ? [color.bold(branch), ...lines] : lines).join('\n');
}

/** That there are none, and where else to look. */
export function nothingText({ branch, folders }: BranchPast, given: HistoryCommandOptions): string {
  const { target, cluster, 'environment-branches': many } = given;
  const whom = many || cluster.length === 0 ? '' : ` for ${cluster.join(', ')}`;
  const elsewhere = folders.length === 0 ? '' : `; a past of its own has --folder ${folders.join(', --folder ')}`;
  return `nothing was delivered to ${target} (branch ${branch})${whom}${elsewhere}`;
}

/** The same for a program; the shape is in docs/commands.md. */
export function historyJson(
  pasts: readonly BranchPast[],
  { target, folder, 'environment-branches': many }: Pick<HistoryCommandOptions, 'target' | 'folder' | 'environment-branches'>,
): string {
  const shown = pasts.map(({ branch, deliveries }) => ({
    target,
    branch,
    folder,
    deliveries: deliveries.map((delivery: PastDelivery) => ({ ...delivery, changes: delivery.changes.map(changeJson) })),
  }));
  return JSON.stringify(many ? { branches: shown } : shown[0], null, 2);
}
