import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { distUnwrittenOption, inventoryOptions, targetOptions } from './options.ts';

export const diff = defineCommand({
  name: 'diff',
  summary: 'Show what `deliver` would change in the GitOps repository.',
  details: 'Writes nothing anywhere. The exit code is 1 when there are differences, 0 when there are none.',
  options: {
    ...inventoryOptions,
    ...distUnwrittenOption,
    app: { type: 'list', value: 'NAME', help: 'only this app; may be repeated' },
    ...targetOptions,
    take: { type: 'flag', help: 'as `deliver --take` would do it: files of ours that somebody edited there are overwritten' },
    json: { type: 'flag', help: 'print the changes as JSON (docs/commands.md)' },
  },
  examples: ['diff', 'diff --cluster homelab --app blog-system', 'diff --json | jq -r ".changes[].path"'],
  async run(options, io) {
    const { render } = await import('./render.ts');
    const { allManifests, clusterNames } = await import('./synthesize-all.ts');
    const { preview } = await import('../lib/deliver/preview.ts');
    const { refuseConflicts } = await import('../lib/deliver/conflicts.ts');
    const { filesOf, withTarget } = await import('./delivery.ts');
    const { diffJson, diffText, ofApps } = await import('./diff-text.ts');

    const rendered = await render(options.clusters, options.cluster, io);
    const scope = options.cluster.length === 0 ? {} : { clusters: clusterNames(rendered) };
    const { plan, changes } = await io.progress.step(`Comparing with ${options.target}`, (say) =>
      withTarget(options, say, async (target, onProgress) => {
        const found = await preview({ target, files: filesOf(allManifests(rendered)), ...scope, take: options.take, onProgress });
        refuseConflicts(target, found.plan.conflicts);
        return found;
      }),
    );
    const shown = ofApps(changes, options.app, allManifests(rendered));
    if (options.json) io.out(diffJson(shown, plan.base, options));
    else if (shown.length > 0) io.out(diffText(shown, io.color));
    return shown.length === 0 ? EXIT.ok : EXIT.found;
  },
});
