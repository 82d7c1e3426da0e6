import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';
import type { Command } from '../../texts/shell.ts';

export const cleanupMatchesNames = defineRule({
  id: 'cleanup-matches-names',
  severity: 'warning',
  kinds: SCRIPT_KINDS,
  asks: 'A script that clears away old files looks for names like those that it writes.',
  source: 'https://man7.org/linux/man-pages/man1/find.1.html',
  *check(manifest, world) {
    for (const { path, script, text } of scriptsOf(manifest, world)) {
      if (!text.includes('find ') || (!text.includes('-delete') && !text.includes('rm'))) continue;
      for (const command of script.commands) {
        const asked = clears(command);
        if (asked === undefined) continue;
        const written = namesIn(asked.folder, text, asked.pattern);
        if (written.length === 0 || written.some((name) => mayMatch(asked.pattern, name))) continue;
        yield {
          path: manifest.object.kind === 'Script' && textAt(manifest.object, 'text') !== undefined ? `line ${command.line}` : path,
          message: `line ${command.line}: it clears away ${asked.pattern} in ${asked.folder}, and what is written there is called ${shown(written[0] ?? '')}`,
          why: 'Nothing is ever removed: the disk fills up, and the day on which it is full there is no backup.',
          fix: 'Let the pattern match the names of the files.',
        };
      }
    }
  },
});

/** `find FOLDER -name PATTERN … -delete`: nothing else is looked at. */
function clears({ name, words }: Command): { readonly folder: string; readonly pattern: string } | undefined {
  const texts = words.map(({ text }) => text);
  const index = texts.findIndex((each) => each === '-name' || each === '-iname');
  const deletes = texts.some((each) => each === '-delete' || each === 'rm');
  const folder = plain(texts[1] ?? '').replace(/\/$/, '');
  const pattern = texts[index + 1] ?? '';
  if (name !== 'find' || index === -1 || !deletes || texts.includes('-o') || !/^[\w./${}-]{2,}$/.test(folder) || pattern.includes('$'))
    return undefined;
  return { folder, pattern };
}

/** A variable is one word, however it is written. */
function plain(word: string): string {
  return word.replace(/\$\{(\w+)\}/g, '$$$1').replace(/["']/g, '');
}

/** Names of files in the folder that the text speaks of, with a star for what the shell works out (§ until then, where a command prints it). */
function namesIn(folder: string, text: string, pattern: string): readonly string[] {
  const starred = spelledOut(plain(text.replace(/\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`/g, '§')), folder);
  const names: string[] = [];
  for (let at = starred.indexOf(`${folder}/`); at !== -1; at = starred.indexOf(`${folder}/`, at + 1)) {
    const rest = /^[\w.*$§-]+/.exec(starred.slice(at + folder.length + 1))?.[0] ?? '';
    const name = rest.replace(/\$\w+|§/g, '*');
    // A folder, a star alone, what is listed with the very pattern, and a file that tries whether one may write, say nothing.
    if (name.includes('.') && (name !== pattern || rest !== name) && /[\w]/.test(name) && !isTried(starred, `${folder}/${rest}`)) {
      if (starred[at + folder.length + 1 + rest.length] !== '/') names.push(name);
    }
  }
  return names;
}

/** `OUT=$DIR/shop.gz` and then `$OUT.partial` is `$DIR/shop.gz.partial`; so is `$DIR/$OUT.partial` with `OUT=shop.gz`. */
function spelledOut(text: string, folder: string): string {
  let spelled = text;
  for (const [, name = '', value = ''] of text.matchAll(/(?:^|\s)(\w+)=([$\w./*§-]+)/g)) {
    if (value.startsWith(`${folder}/`) || /^[^/]*[\w§]\.[a-z][\w.]*$/.test(value))
      spelled = spelled.replace(new RegExp(`\\$${name}\\b`, 'g'), () => value);
  }
  return spelled;
}

/** Touched and taken away again by the script itself. */
function isTried(text: string, file: string): boolean {
  return ['touch', 'rm', 'rm -f'].filter((command) => text.includes(`${command} ${file}`)).length > 1;
}

/** Whether some name fits both: what stands before the first star, and behind the last one, must agree. */
function mayMatch(pattern: string, name: string): boolean {
  const [a, b] = [pattern, name].map((each) => each.replace(/\?|\[[^\]]*\]/g, '*'));
  const [first = '', second = ''] = [a?.split('*')[0], b?.split('*')[0]];
  const [last = '', end = ''] = [a?.split('*').at(-1), b?.split('*').at(-1)];
  const starts = first.startsWith(second) || second.startsWith(first);
  const ends = last.endsWith(end) || end.endsWith(last);
  return starts && ends;
}

function shown(name: string): string {
  return name.replaceAll('*', '…');
}
