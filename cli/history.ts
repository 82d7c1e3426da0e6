import { InputError } from '../lib/errors.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { inventoryOptions, targetOptions } from './options.ts';

export const history = defineCommand({
  name: 'history',
  summary: 'Show what was delivered when, and what each delivery did to an object.',
  details:
    'Newest first, from the commits of the GitOps repository and the ledgers in them. Commits that slipway did not make are left out.',
  options: {
    cluster: inventoryOptions.cluster,
    object: { type: 'string', value: 'KIND/NAMESPACE/NAME', help: 'only deliveries that changed this object, with old and new values' },
    limit: { type: 'string', value: 'NUMBER', default: '20', help: 'deliveries to show' },
    ...targetOptions,
    json: { type: 'flag', help: 'print them as JSON (docs/commands.md)' },
  },
  examples: ['history', 'history --object Rollout/blog-system/web', 'history --cluster homelab --limit 5 --json'],
  async run(given, io) {
    if (!/^[1-9]\d{0,5}$/.test(given.limit))
      throw new InputError('--limit', `${JSON.stringify(given.limit)} is no number of deliveries`, 'Write a number from 1.');
    const { foldersWithPast, history: read } = await import('../lib/deliver/history.ts');
    const { withTarget } = await import('./delivery.ts');
    const { historyJson, historyText } = await import('./history-text.ts');

    const clusters = given.cluster.length === 0 ? undefined : given.cluster;
    const { found, folders } = await io.progress.step(`Reading ${given.target}`, (say) =>
      withTarget(given, say, async (target) => {
        const past = await read({ target, clusters, object: given.object, limit: Number(given.limit), suggest: didYouMean });
        return { found: past, folders: past.length > 0 || given.json ? [] : await foldersWithPast(target) };
      }),
    );
    if (given.json) io.out(historyJson(found, given));
    else if (found.length > 0) io.out(historyText(found, io.color));
    else {
      const whom = clusters === undefined ? '' : ` for ${clusters.join(', ')}`;
      const elsewhere = folders.length === 0 ? '' : `; a past of its own has --folder ${folders.join(', --folder ')}`;
      io.err(`nothing was delivered to ${given.target} (branch ${given.branch})${whom}${elsewhere}`);
    }
    return EXIT.ok;
  },
});
