import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';
import { parseImage } from '../../images.ts';

/** What bash reads and the shell of Debian and Alpine does not. */
const OF_BASH: readonly (readonly [what: string, test: RegExp, instead: string, alsoAsh?: true])[] = [
  ['a range {1..9}', /(?<=[\s;])\{-?\w+\.\.-?\w+\}/, 'Write $(seq 1 9).', true],
  ['an array', /(?:^|[\s;])[A-Za-z_]\w*\+?=\((?!\()/, 'Write the words into one variable, or set --.', true],
  ['a text as input (<<<)', /<<</, 'Write printf … | .', true],
  ['${NAME^^} or ${NAME,,}', /\$\{\w+(?:\^\^?|,,?)\}/, 'Write $(printf %s "$NAME" | tr a-z A-Z).', true],
  ['double brackets ([[ ])', /(?:^|[;&|(!]|\b(?:if|while|until|elif)\b)\s*\[\[\s/, 'Write [ ] with = for ==, or call it with bash.'],
  ['the word source', /(?:^|[;&|])\s*source\s+\S/, 'Write a dot: . ./file.'],
  ['function NAME', /(?:^|;)\s*function\s+\w+/, 'Write NAME() { … }.'],
];

export const shellDialect = defineRule({
  id: 'shell-dialect',
  severity: 'warning',
  kinds: SCRIPT_KINDS,
  asks: 'A script that is run by sh keeps to what sh reads: bash is another shell.',
  source: 'https://wiki.ubuntu.com/DashAsBinSh; https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html',
  *check(manifest, world) {
    for (const { path, text, options, container } of scriptsOf(manifest, world)) {
      const small =
        container !== undefined &&
        /alpine|busybox/.test(`${parseImage(container.image ?? '').path}:${parseImage(container.image ?? '').tag ?? ''}`);
      const isPlain = container === undefined ? /^#!\s*(\/usr)?\/bin\/(env )?sh\b/.test(options) : small && callsSh(container.fields);
      if (!isPlain) continue;
      const lines = bare(text).split('\n');
      for (const [what, test, instead, alsoAsh] of OF_BASH) {
        // BusyBox reads some of it, too.
        const line = small && alsoAsh !== true ? -1 : lines.findIndex((each) => test.test(each));
        if (line === -1) continue;
        yield {
          path: manifest.object.kind === 'Script' ? `line ${line + 1}` : path,
          message: `line ${line + 1}: sh does not read ${what}`,
          why: 'Where sh is not bash (Debian, Ubuntu, Alpine) the script stops there, or the word is taken as it stands.',
          fix: container === undefined ? `Write #!/usr/bin/env bash above it, or: ${instead}` : instead,
        };
        break;
      }
    }
  },
});

function callsSh(fields: Readonly<Record<string, unknown>>): boolean {
  return /"(\/bin\/)?(sh|ash)"/.test(JSON.stringify([fields['command'], fields['args']]));
}

/** Without comments, quoted texts and here-documents. */
function bare(text: string): string {
  return text
    .replace(/<<-?\s*['"]?(\w+)['"]?[^\n]*\n[\s\S]*?\n\s*\1(?=\n|$)/g, (part) => part.replace(/[^\n]/g, ' '))
    .replace(/'[^']*'/g, (part) => part.replace(/[^\n]/g, 'x'))
    .replace(/"(?:[^"\\]|\\.)*"/g, (part) => (/\$\{\w+[\^,]/.test(part) ? part : part.replace(/[^\n]/g, 'x')))
    .replace(/(^|\s)#.*$/gm, '$1');
}
