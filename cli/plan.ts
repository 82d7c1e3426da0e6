import { version } from '../package.json';
import { InputError } from '../lib/errors.ts';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { forceOption, guardOptions, inventoryOptions, targetOptions } from './options.ts';

export const plan = defineCommand({
  name: 'plan',
  summary: 'Show what a delivery would do: changes, what Argo CD will do about them, and what has to be confirmed.',
  details:
    'Writes nothing but the files that are named. A plan file (--out) is delivered by `deliver --plan FILE`: exactly that, or nothing ' +
    'when the branch has moved. The exit code is 1 when there is something to deliver, 0 when there is nothing.',
  options: {
    ...inventoryOptions,
    ...targetOptions,
    ...guardOptions,
    ...forceOption,
    take: { type: 'flag', help: 'as `deliver --take` would do it: files of ours that somebody edited there are overwritten' },
    out: { type: 'string', value: 'FILE', help: 'write the plan file for `deliver --plan`' },
    json: { type: 'flag', help: 'print the plan file' },
    markdown: { type: 'flag', help: 'print it for a pull request, no longer than a comment on GitHub may be' },
    artifact: { type: 'string', value: 'FILE', help: 'write the Markdown without a limit, for what a comment has no room for' },
  },
  examples: ['plan', 'plan --out plan.json', 'plan --markdown --artifact plan.md', 'plan --cluster homelab --allow-remove Namespace/attic'],
  async run(options, io) {
    if (options.json && options.markdown) throw new InputError('slipway plan', 'it prints JSON or Markdown, not both', 'Leave one out.');
    const { desired } = await import('./desired.ts');
    const { preview } = await import('../lib/deliver/preview.ts');
    const { guardsOf } = await import('../lib/deliver/guards.ts');
    const { isEmpty } = await import('../lib/deliver/plan.ts');
    const { placeOf } = await import('../lib/deliver/plan-place.ts');
    const { printPlanFile } = await import('../lib/deliver/plan-file.ts');
    const { prMarkdown } = await import('../lib/deliver/pr-markdown.ts');
    const { guarding, withTarget } = await import('./delivery.ts');
    const { planText } = await import('./plan-text.ts');
    const { writeNamedFile } = await import('./write-file.ts');

    const allowed = guarding(options);
    const { manifests, files, scope, sourceCommit, forced } = await desired(options, io);
    const { found, place, file } = await io.progress.step(`Comparing with ${options.target}`, (say) =>
      withTarget(options, say, async (target, onProgress) => {
        const compared = await preview({ target, files, ...scope, take: options.take, sourceCommit, onProgress });
        const words = { source: sourceCommit, madeBy: version, forced };
        return { found: compared, place: placeOf(target), file: printPlanFile(target, compared, words, allowed) };
      }),
    );
    const guards = guardsOf(found, allowed);
    if (options.out !== undefined) writeNamedFile(options.out, file);
    if (options.artifact !== undefined)
      writeNamedFile(options.artifact, prMarkdown(found, { place, guards, limit: Number.POSITIVE_INFINITY }));
    if (options.json) io.out(file.trimEnd());
    else if (options.markdown) io.out(prMarkdown(found, { place, guards, artifact: options.artifact }).trimEnd());
    else io.out(planText(found, guards, manifests, options, io.color));
    return isEmpty(found.plan) && found.plan.conflicts.length === 0 ? EXIT.ok : EXIT.found;
  },
});
