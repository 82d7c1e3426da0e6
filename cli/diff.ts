import { defineCommand } from './command.ts';
import type { OptionValues } from './command.ts';
import { EXIT } from './exit.ts';
import { branchOptions, distUnwrittenOption, inventoryOptions, refuseMixedBranches, targetOptions } from './options.ts';

const options = {
  ...inventoryOptions,
  ...distUnwrittenOption,
  app: { type: 'list', value: 'NAME', help: 'only this app; may be repeated' },
  ...targetOptions,
  ...branchOptions,
  take: { type: 'flag', help: 'as `deliver --take` would do it: files of ours that somebody edited there are overwritten' },
  json: { type: 'flag', help: 'print the changes as JSON (docs/commands.md)' },
} as const;
export type DiffCommandOptions = OptionValues<typeof options>;

export const diff = defineCommand({
  name: 'diff',
  summary: 'Show what `deliver` would change in the GitOps repository.',
  details: 'Writes nothing anywhere. The exit code is 1 when there are differences, 0 when there are none.',
  options,
  examples: ['diff', 'diff --cluster homelab --app blog-system', 'diff --json | jq -r ".changes[].path"'],
  async run(given, io) {
    refuseMixedBranches(given);
    const { render } = await import('./render.ts');
    const { allManifests, clusterNames } = await import('./synthesize-all.ts');
    const { filesOf } = await import('./delivery.ts');
    const { diffBranch, diffBranches } = await import('./diff-branches.ts');
    const { diffJson, diffText, ofApps } = await import('./diff-text.ts');

    const rendered = await render(given.clusters, given.cluster, io);
    const manifests = allManifests(rendered);
    const scope = given.cluster.length === 0 ? {} : { clusters: clusterNames(rendered) };
    const look = given['environment-branches'] ? diffBranches : diffBranch;
    const found = await io.progress.step(`Comparing with ${given.target}`, (say) =>
      look(given, { files: filesOf(manifests), ...scope }, say),
    );

    const shown = ofApps(
      found.flatMap(({ changes }) => changes),
      given.app,
      manifests,
    );
    if (given.json) io.out(diffJson(new Set(shown), found, given));
    else if (shown.length > 0) io.out(diffText(shown, io.color));
    return shown.length === 0 ? EXIT.ok : EXIT.found;
  },
});
