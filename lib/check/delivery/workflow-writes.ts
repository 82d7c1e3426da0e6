import { itemsAt, text } from '../read.ts';
import { plainWords } from '../texts/script-calls.ts';
import { parseShell, type Command } from '../texts/shell.ts';
import type { Step } from './workflows.ts';

/** What GitHub reads in a commit and starts nothing. @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
const SKIPS = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks:\s*true/i;

/** Files that a push of a workflow changes, `folder/*` for all of a folder; `undefined` where the script does not say. */
export function filesWritten(steps: readonly Step[]): readonly string[] | undefined {
  const found: string[] = [];
  for (const { action, inputs, run = '' } of steps) {
    const pattern = action === undefined ? undefined : (text(inputs['file_pattern']) ?? text(inputs['add']));
    for (const each of pattern?.split(/\s+/) ?? []) {
      if (!isPlain(each)) return undefined;
      found.push(each);
    }
    let folder = '';
    for (const command of parseShell(run).commands) {
      if (command.name === 'cd') folder = command.words[1]?.text ?? '$HOME';
      const added = command.name === 'git' ? addedBy(command) : [];
      if (added.length === 0) continue;
      if (folder !== '' || !added.every(isPlain)) return undefined;
      found.push(...added);
    }
  }
  return found.length === 0 ? undefined : found.map((each) => (/\.\w+$/.test(each) ? each : `${each.replace(/\/$/, '')}/*`));
}

function addedBy(command: Command): readonly string[] {
  const [verb, ...paths] = plainWords(command, ['-C', '-c']);
  if (verb !== 'add') return [];
  return command.words.some(({ text: word }) => /^(-A|--all|-u)$/.test(word)) ? ['.'] : paths;
}

/** A path from the root that stands for one file or folder. */
function isPlain(path: string): boolean {
  return /^[\w][\w./-]*$/.test(path) && path !== '.';
}

/** Whether one of these steps commits with a message that starts nothing, or with one that nobody can read here. */
export function skipsRuns(steps: readonly Step[]): boolean {
  return steps.some(({ run = '', inputs }) => {
    const messages = [text(inputs['commit_message']), text(inputs['message']), ...(/\bcommit\b/.test(run) ? messagesIn(run) : [])];
    return SKIPS.test(run) || messages.some((each) => each !== undefined && (SKIPS.test(each) || /^\$\{?\{?[^}]*\}?\}?$/.test(each)));
  });
}

function messagesIn(run: string): readonly string[] {
  return parseShell(run).commands.flatMap(({ name, words }) => {
    if (name !== 'git' || words.every(({ text: word }) => word !== 'commit')) return [];
    if (words.some(({ text: word }) => /^(-F|--file|-C|--reuse-message|--amend)/.test(word))) return ['$'];
    return words.flatMap(({ text: word }, index) => (/^(-[a-z]*m|--message)$/.test(words[index - 1]?.text ?? '') ? [word] : []));
  });
}

/** Whether GitHub's filter of paths lets one of these files through; later patterns win, `!` takes away. */
export function passesPaths(trigger: unknown, files: readonly string[]): boolean {
  const [taken, ignored] = ['paths', 'paths-ignore'].map((key) => itemsAt(trigger, key).flatMap((each) => text(each) ?? []));
  return files.some((file) => {
    if (ignored?.some((glob) => matchesFilter(glob, file)) === true) return false;
    return taken === undefined || taken.length === 0 || lastWord(taken, file);
  });
}

/** What the last of the patterns that fit says; names of branches are filtered in the same way. */
export function lastWord(globs: readonly string[], name: string): boolean {
  const last = globs.findLast((glob) => matchesFilter(glob.replace(/^!/, ''), name));
  return last?.startsWith('!') === false;
}

/** `**` stands for anything, `*` for anything without a slash. @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
export function matchesFilter(glob: string, name: string): boolean {
  const source = glob.replace(/\*\*\/?|\*|\?|\+|\[[^\]]*\]|[.^${}()|\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' || part === '+' || part.startsWith('[') ? part : `\\${part}`;
  });
  try {
    return new RegExp(`^${source}$`).test(name);
  } catch {
    return true;
  }
}
