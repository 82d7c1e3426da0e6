import { InputError } from '../lib/errors.ts';
import { defineCommand } from './command.ts';
import type { OptionValues } from './command.ts';
import { EXIT } from './exit.ts';
import { branchOptions, inventoryOptions, refuseMixedBranches, targetOptions } from './options.ts';

const options = {
  ...inventoryOptions,
  object: { type: 'string', value: 'KIND/NAMESPACE/NAME', help: 'only deliveries that changed this object, with old and new values' },
  limit: { type: 'string', value: 'NUMBER', default: '20', help: 'deliveries to show, of each branch' },
  ...targetOptions,
  ...branchOptions,
  json: { type: 'flag', help: 'print them as JSON (docs/commands.md)' },
} as const;
export type HistoryCommandOptions = OptionValues<typeof options>;

export const history = defineCommand({
  name: 'history',
  summary: 'Show what was delivered when, and what each delivery did to an object.',
  details:
    'Newest first, from the commits of the GitOps repository and the ledgers in them. Commits that slipway did not make are left out.',
  options,
  examples: ['history', 'history --object Rollout/blog-system/web', 'history --cluster homelab --limit 5 --json'],
  async run(given, io) {
    if (!/^[1-9]\d{0,5}$/.test(given.limit))
      throw new InputError('--limit', `${JSON.stringify(given.limit)} is no number of deliveries`, 'Write a number from 1.');
    refuseMixedBranches(given);
    const { historyJson, historyText, nothingText } = await import('./history-text.ts');
    const { pastOfBranch, pastOfBranches } = await import('./past.ts');

    const look = given['environment-branches'] ? pastOfBranches : pastOfBranch;
    const pasts = await io.progress.step(`Reading ${given.target}`, (say) => look(given, say));
    if (given.json) io.out(historyJson(pasts, given));
    for (const past of given.json ? [] : pasts) {
      if (past.deliveries.length === 0) io.err(nothingText(past, given));
      else io.out(historyText(past, pasts.length > 1, io.color));
    }
    return EXIT.ok;
  },
});
