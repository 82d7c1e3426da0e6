import { documentKind } from '../../document.ts';
import { triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { commandsOf } from '../../texts/commands.ts';
import { isForDevelopers } from '../../texts/development-servers.ts';
import { parseShell, type Command } from '../../texts/shell.ts';
import { siteAddress } from '../../texts/site-addresses.ts';
import type { World } from '../../world.ts';

/** Options that build what its author has not published, and what it is. */
const OPTIONS: Readonly<Record<string, readonly (readonly [option: RegExp, what: string])[]>> = {
  hugo: [
    [/^(-[A-Za-z]*D[A-Za-z]*|--buildDrafts(=true)?)$/, 'drafts'],
    [/^(-[A-Za-z]*F[A-Za-z]*|--buildFuture(=true)?)$/, 'pages of the future'],
  ],
  jekyll: [
    [/^(-D|--drafts)$/, 'drafts'],
    [/^(--future)$/, 'pages of the future'],
    [/^(--unpublished)$/, 'unpublished pages'],
  ],
};

export const draftsLeftOut = defineRule({
  id: 'drafts-left-out',
  severity: 'warning',
  kinds: [documentKind('TextFile'), documentKind('Config'), WORKFLOW, documentKind('Script')],
  asks: 'A site is built for its readers without drafts and without pages of the future.',
  source: 'https://gohugo.io/commands/hugo/; https://jekyllrb.com/docs/configuration/options/',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (isForDevelopers(file) || /preview|staging|draft/i.test(file)) return;
    const why =
      'Everybody reads what is half written or embargoed, feeds and search engines keep it, and taking it back does not reach them.';
    const set = /^\s*["']?buildDrafts["']?\s*[=:]\s*true\b/m;
    if (
      siteAddress(manifest)?.generator === 'Hugo' &&
      (set.test(textAt(object, 'text') ?? '') || textAt(object, 'content.buildDrafts') === 'true')
    ) {
      const line = (textAt(object, 'text') ?? '').split('\n').findIndex((each) => set.test(each)) + 1;
      const path = object.kind === 'TextFile' ? `line ${line}` : 'content.buildDrafts';
      yield {
        path,
        message: 'buildDrafts is true: the site is built with its drafts',
        why,
        fix: 'Leave it out, and write hugo server -D for yourself.',
      };
    }
    // What a proposal is built for is looked at before it is published.
    if (object.kind === 'Workflow' && triggersOf(manifest).some((event) => event.startsWith('pull_request'))) return;
    for (const { path, command } of commands(manifest, world)) {
      const words = command.words.map(({ text }) => text);
      if (words.includes('server') || words.includes('serve')) continue;
      for (const word of words.slice(1)) {
        const what = OPTIONS[command.name]?.find(([option]) => option.test(word))?.[1];
        if (what === undefined) continue;
        yield { path, message: `${command.name} ${word} builds the site with ${what}`, why, fix: `Leave ${word} out.` };
      }
    }
  },
});

/** Commands of scripts and workflows, and those that a Dockerfile runs. */
function commands(manifest: WorldObject, world: World): readonly { readonly path: string; readonly command: Command }[] {
  const { object, file = '' } = manifest;
  if (object.kind !== 'TextFile') return object.kind === 'Config' ? [] : commandsOf(manifest, world);
  const content = textAt(object, 'text') ?? '';
  if (!isDockerfile(file) || !/\b(hugo|jekyll)\b/.test(content)) return [];
  return content.split('\n').flatMap((line, index) => {
    const run = /^\s*(?:RUN\s+|&&\s*)(.*)$/.exec(line)?.[1];
    return run === undefined ? [] : parseShell(run.replace(/\\$/, '')).commands.map((command) => ({ path: `line ${index + 1}`, command }));
  });
}
