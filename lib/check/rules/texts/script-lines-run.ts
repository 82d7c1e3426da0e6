import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import type { Command } from '../../texts/shell.ts';

/** Words of a sentence: letters alone, the first with a capital, four more behind it. */
const SENTENCE = /^[A-Z][a-z]+$/;
const MANY = 5;

export const scriptLinesRun = defineRule({
  id: 'script-lines-run',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'Each line of a script is a command: notes and links stand behind a #.',
  source: 'https://www.gnu.org/software/bash/manual/html_node/Command-Execution-Environment.html',
  *check(manifest, world) {
    const text = textAt(manifest.object, 'text') ?? '';
    const listed = linesOfLists(text);
    const end = endOf(text);
    for (const { path, command } of commandsOf(manifest, world)) {
      const what = noCommand(command);
      if (what === undefined || listed.has(command.line) || command.line > end) continue;
      yield {
        path,
        message: `line ${command.line}: ${what} is run as a command`,
        why: 'The shell answers "command not found" or "No such file or directory": a script that stops at errors ends here, any other goes on as if nothing were wrong.',
        fix: 'Put a # before it.',
      };
    }
  },
});

/** The line at which the script ends whatever happens: people keep notes behind it. */
function endOf(text: string): number {
  const index = text.split('\n').findIndex((line) => /^exit(?:\s+\d+)?\s*$/.test(line));
  return index === -1 ? Infinity : index;
}

/** Lines of lists, whose words are no commands: `urls=( … )`. */
function linesOfLists(text: string): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const found of text.matchAll(/\w\+?=\([^)]*\)/g)) {
    const start = text.slice(0, found.index).split('\n').length;
    for (const [offset] of found[0].split('\n').entries()) lines.add(start + offset);
  }
  return lines;
}

function noCommand({ name, words, tested, before }: Command): string | undefined {
  const [first] = words;
  if (first === undefined || tested || first.raw !== first.text || before === '|') return undefined;
  if (/^https?:\/\/[\w.-]+\//.test(first.text) && words.length === 1) return 'a link';
  const isSentence =
    SENTENCE.test(name) &&
    words.length >= MANY &&
    words.every(({ raw, text }) => raw === text && /^[A-Za-z][A-Za-z'-]*[.,:]?$/.test(text)) &&
    words.slice(1).some(({ text }) => /^(?:a|an|the|on|in|to|for|with|and|of|from)$/.test(text));
  return isSentence
    ? `the sentence "${words
        .slice(0, MANY)
        .map(({ text }) => text)
        .join(' ')} …"`
    : undefined;
}
