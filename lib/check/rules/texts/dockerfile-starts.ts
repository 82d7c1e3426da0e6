import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { imageIn } from '../../texts/dockerfiles.ts';
import { execFormFaults } from '../../texts/exec-forms.ts';
import { npmFault } from '../../texts/npm-scripts.ts';

export const dockerfileStarts = defineRule({
  id: 'dockerfile-starts',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'What an image starts is a file that it has, with arguments that somebody expands.',
  source: 'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (!isDockerfile(file)) return;
    const written = textAt(object, 'text') ?? '';
    yield* execFormFaults(written);
    const own = imageIn(file, written)?.text ?? '';
    const commands = [...own.matchAll(/^\s*(CMD|ENTRYPOINT)\s+(\[.*\])\s*$/gim)];
    for (const [, instruction = '', list = ''] of commands) {
      const words = listOf(list);
      const line = `line ${written.slice(0, Math.max(0, written.indexOf(list))).split('\n').length}`;
      const variable = words.some((word) => /(^|\/)(ba|da|a|z)?sh$|\.sh$|entrypoint|^cmd|powershell/i.test(word))
        ? undefined
        : words.find((word) => /\$\{?[A-Z_]+\}?/.test(word));
      if (variable !== undefined && commands.every(([, other, first = '']) => other !== 'ENTRYPOINT' || !/sh"|entrypoint/.test(first))) {
        yield {
          path: line,
          message: `${instruction} has "${variable}" in brackets, where no shell expands it`,
          why: 'The program gets the word as it stands, with its dollar, and ends with an error about its arguments.',
          fix: `Write ["sh", "-c", "exec ${words.join(' ').replaceAll('"', '')}"].`,
        };
      }
      const fault = npmFault(words, folderOf({ file }), own, world);
      if (fault !== undefined) yield { path: line, ...fault };
      // What another stage or a build makes, and what another folder holds, is not seen from here.
      if (
        /--from=|\bnpm (run|ci)|\byarn\b|\btsc\b|\bbuild\b|\bwget\b|\bcurl\b|git clone/.test(own) ||
        !/^\s*(COPY|ADD)\s+(--\S+\s+)*\.\/?\s+\S+\s*$/im.test(own)
      )
        continue;
      const asked = programOf(words);
      const folder = folderOf({ file });
      const start = folder === '' ? '' : `${folder}/`;
      if (asked === undefined || world.everywhere.files === undefined) continue;
      const ending = asked.slice(asked.lastIndexOf('.'));
      const beside = [...pathsOf(world)]
        .filter((path) => path.startsWith(start) && path.endsWith(ending))
        .map((path) => path.slice(start.length));
      // A folder without such files is one whose sources were not read.
      if (
        !beside.some((path) => !path.includes('/')) ||
        beside.some((path) => path === asked || path.endsWith(`/${asked}`) || path.endsWith(asked.replace(/\.py$/, '/__init__.py')))
      )
        continue;
      const near = nearName(asked, beside);
      yield {
        path: line,
        message: `${instruction} starts ${asked}, which is not in ${folder === '' ? 'the tree' : folder}; there ${beside.length === 1 ? 'is' : 'are'} ${beside.sort().slice(0, 5).join(', ')}`,
        why: 'The container ends at once, each time it is started: CrashLoopBackOff.',
        fix: near === undefined ? 'Name the file that starts the program.' : `Did you mean "${near}"?`,
      };
    }
  },
});

function listOf(list: string): readonly string[] {
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
}

/** `python app.py`, `uvicorn app.main:app`, `node server.js` → the file that is to be there. */
function programOf([program = '', ...words]: readonly string[]): string | undefined {
  const plain = words.find((word) => !word.startsWith('-')) ?? '';
  if (/^(python3?|node)$/.test(program))
    return words[0] === plain && /^[\w./-]+\.(py|m?js)$/.test(plain) ? plain.replace(/^\.?\/(app\/)?/, '') : undefined;
  if (/^(uvicorn|gunicorn|hypercorn)$/.test(program)) {
    const named = words.find((word) => /^[A-Za-z_][\w.]*:\w+$/.test(word));
    return words.some((word) => /app-dir|chdir/.test(word)) || named === undefined
      ? undefined
      : `${(named.split(':')[0] ?? '').replaceAll('.', '/')}.py`;
  }
  return undefined;
}
