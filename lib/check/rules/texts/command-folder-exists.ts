import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import type { World } from '../../world.ts';
import { folderOf } from '../../folder.ts';
import { literal } from '../../../values/literal.ts';

export const commandFolderExists = defineRule({
  id: 'command-folder-exists',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('Guide')],
  asks: 'Folders of the tree that scripts, workflows and guides go into are there.',
  source: 'https://docs.github.com/actions/writing-workflows/workflow-syntax-for-github-actions',
  *check(manifest, world) {
    const { object } = manifest;
    if (world.everywhere.files === undefined) return;
    const folder = object.kind === 'Workflow' ? '' : folderOf(manifest);
    const whole = textAt(object, 'text') ?? JSON.stringify(object['workflow'] ?? '').replaceAll('\\n', '\n');
    for (const { path, command } of commandsOf(manifest, world)) {
      const target = command.name === 'cd' ? (command.words[1]?.text ?? '') : '';
      if (command.tested || command.next === '||' || isMade(whole, target)) continue;
      const issue = lost(world, folder, target, path, `line ${command.line}: cd ${target}`);
      if (issue !== undefined) yield issue;
    }
  },
});

/** A folder whose neighbours are there: seen from the file, from a folder above it, or from the root. */
function lost(world: World, folder: string, written: string, path: string, who: string): Issue | undefined {
  const target = written.replace(/^\.\//, '').replace(/\/$/, '');
  const cut = target.lastIndexOf('/');
  if (!/^\w[\w./-]*$/.test(target) || cut === -1 || target.includes('..')) return undefined;
  const all = pathsOf(world);
  const steps = folder === '' ? [] : folder.split('/');
  const bases = steps.map((_, index) => `${steps.slice(0, steps.length - index).join('/')}/`).concat('');
  if (bases.some((base) => all.has(`${base}${target}`))) return undefined;
  const base = bases.find((each) => all.has(`${each}${target.slice(0, cut)}`));
  if (base === undefined) return undefined;
  const start = `${base}${target.slice(0, cut)}/`;
  const beside = [...all]
    .filter((each) => each.startsWith(start) && !each.slice(start.length).includes('/'))
    .map((each) => each.slice(start.length));
  const near = nearName(target.slice(cut + 1), beside);
  return {
    path,
    message: `${who}, which is not in the tree; beside it there are ${beside.sort().slice(0, 6).join(', ')}`,
    why: 'The command fails there, and what should have been built, changed or deployed is left as it was.',
    fix: near === undefined ? 'Name a folder that exists.' : `Did you mean "${target.slice(0, cut)}/${near}"?`,
  };
}

/** The text itself makes the folder, or brings a repository that has it. */
function isMade(whole: string, target: string): boolean {
  return (
    /\bgit\s+clone\b|"repository"|download-artifact|working-directory|\b(?:unzip|tar)\b/.test(whole) ||
    new RegExp(`(?:mkdir|\\s-o\\s|--output|cp -r)[^\\n]*${literal(target)}`).test(whole)
  );
}
