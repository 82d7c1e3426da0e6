import { version } from '../package.json';
import { InputError } from '../lib/errors.ts';
import { defineCommand } from './command.ts';
import type { OptionValues } from './command.ts';
import { EXIT } from './exit.ts';
import {
  distUnwrittenOption,
  forceOption,
  guardOptions,
  hydratorOptions,
  inventoryOptions,
  refuseMixedBranches,
  targetOptions,
} from './options.ts';

const options = {
  ...inventoryOptions,
  ...distUnwrittenOption,
  ...targetOptions,
  ...guardOptions,
  ...hydratorOptions,
  ...forceOption,
  take: { type: 'flag', help: 'as `deliver --take` would do it: files of ours that somebody edited there are overwritten' },
  out: { type: 'string', value: 'FILE', help: 'write the plan file for `deliver --plan`' },
  json: { type: 'flag', help: 'print the plan file' },
  markdown: { type: 'flag', help: 'print it for a pull request, no longer than a comment on GitHub may be' },
  artifact: { type: 'string', value: 'FILE', help: 'write the Markdown without a limit, for what a comment has no room for' },
} as const;
export type PlanCommandOptions = OptionValues<typeof options>;

export const plan = defineCommand({
  name: 'plan',
  summary: 'Show what a delivery would do: changes, what Argo CD will do about them, and what has to be confirmed.',
  details:
    'Writes nothing but the files that are named. A plan file (--out) is delivered by `deliver --plan FILE`: exactly that, or nothing ' +
    'when the branch has moved. The exit code is 1 when there is something to deliver, 0 when there is nothing.',
  options,
  examples: [
    'plan',
    'plan --out plan.json',
    'plan --markdown --artifact plan.md',
    'plan --cluster homelab --allow-remove Namespace/attic',
    'plan --environment-branches --next --hydrator --out plan.json',
  ],
  async run(given, io) {
    if (given.json && given.markdown) throw new InputError('slipway plan', 'it prints JSON or Markdown, not both', 'Leave one out.');
    refuseMixedBranches(given);
    if (given['environment-branches']) {
      const { planBranches } = await import('./plan-branches.ts');
      return planBranches(given, io);
    }
    const { desired } = await import('./desired.ts');
    const { preview } = await import('../lib/deliver/preview.ts');
    const { guardsOf } = await import('../lib/deliver/guards.ts');
    const { isEmpty } = await import('../lib/deliver/plan.ts');
    const { placeOf } = await import('../lib/deliver/plan-place.ts');
    const { printPlanFile } = await import('../lib/deliver/plan-file.ts');
    const { prMarkdown } = await import('../lib/deliver/pr-markdown.ts');
    const { guarding, withTarget } = await import('./delivery.ts');
    const { hydratedFrom, hydrating } = await import('./hydrating.ts');
    const { planText } = await import('./plan-text.ts');
    const { writeNamedFile } = await import('./write-file.ts');

    const allowed = guarding(given);
    const wanted = await desired(given, io);
    const { manifests, files, scope, sourceCommit, forced } = wanted;
    const hydrator = await hydratedFrom(given, wanted);
    const { found, place, file } = await io.progress.step(`Comparing with ${given.target}`, (say) =>
      withTarget(given, say, async (whole, onProgress) => {
        const target = hydrating(whole, hydrator);
        const compared = await preview({ target, files, ...scope, take: given.take, sourceCommit, onProgress });
        const words = { source: sourceCommit, madeBy: version, forced, hydrator };
        return { found: compared, place: placeOf(target), file: printPlanFile(target, compared, words, allowed) };
      }),
    );
    const guards = guardsOf(found, allowed);
    if (given.out !== undefined) writeNamedFile(given.out, file);
    if (given.artifact !== undefined) writeNamedFile(given.artifact, prMarkdown(found, { place, guards, limit: Number.POSITIVE_INFINITY }));
    if (given.json) io.out(file.trimEnd());
    else if (given.markdown) io.out(prMarkdown(found, { place, guards, artifact: given.artifact }).trimEnd());
    else io.out(planText(found, guards, manifests, given, io.color));
    return isEmpty(found.plan) && found.plan.conflicts.length === 0 ? EXIT.ok : EXIT.found;
  },
});
