import type { PastDelivery } from '../lib/deliver/history.ts';
import { changeLines } from './changes.ts';
import type { TargetOptions } from './delivery.ts';
import { changeJson } from './delivery-text.ts';
import type { Palette } from './io.ts';
import { count, short } from './text.ts';

/** Deliveries for a person, newest first, each with what it did to the object that was asked for. */
export function historyText(deliveries: readonly PastDelivery[], color: Palette): string {
  return deliveries
    .map(({ commit, date, subject, source, rollbackTo, files, changes }) => {
      const from = source === 'uncommitted' ? 'from uncommitted sources' : `from ${short(source)}`;
      const back = rollbackTo === undefined ? '' : `, back to ${short(rollbackTo)}`;
      return [
        `${color.yellow(short(commit))}  ${date.replace('T', ' ').replace(/:\d{2}Z$/, ' UTC')}  ${color.bold(subject)}`,
        color.dim(`         ${count(files, 'file')}, ${from}${back}`),
        ...changeLines(changes, [], color).map((line) => `         ${line}`),
      ].join('\n');
    })
    .join('\n');
}

/** The same for a program; the shape is in docs/commands.md. */
export function historyJson(deliveries: readonly PastDelivery[], { target, branch, folder }: TargetOptions): string {
  const shown = deliveries.map(({ changes, ...words }) => ({ ...words, changes: changes.map(changeJson) }));
  return JSON.stringify({ target, branch, folder, deliveries: shown }, null, 2);
}
