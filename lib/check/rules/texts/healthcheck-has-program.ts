import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { at, items, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { composeImage, composeServices, isCompose } from '../../texts/compose.ts';
import { imageIn, type OwnImage } from '../../texts/dockerfiles.ts';
import { EMPTY_BASE, isPutIn, lackedBy } from '../../texts/image-programs.ts';
import { parseShell } from '../../texts/shell.ts';

export const healthcheckHasProgram = defineRule({
  id: 'healthcheck-has-program',
  severity: 'error',
  kinds: [documentKind('TextFile'), documentKind('Config')],
  asks: 'What a HEALTHCHECK of a Dockerfile, or the healthcheck of a compose file, calls is in the image.',
  source: 'https://docs.docker.com/reference/dockerfile/#healthcheck',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (isCompose(file)) {
      for (const service of composeServices(manifest)) {
        const image = composeImage(service, parentFolder(file), world);
        const test = at(service.fields, 'healthcheck.test');
        const words = items(test).map((each) => text(each) ?? '');
        const [kind = ''] = words;
        const line = text(test) ?? (kind === 'CMD-SHELL' ? (words[1] ?? '') : kind === 'CMD' ? words.slice(1).join(' ') : '');
        const absent = image === undefined || line === '' ? undefined : absentFrom(image, line, kind !== 'CMD');
        if (absent !== undefined && image !== undefined)
          yield { path: `${service.path}.healthcheck.test`, ...fault(`the healthcheck of ${service.name}`, absent, image) };
      }
      return;
    }
    const written = isDockerfile(file) ? (textAt(object, 'text') ?? '') : '';
    const [, line = '', start = ''] =
      [...written.matchAll(/^([ \t]*HEALTHCHECK\s+(?:--\S+\s+|\\\s+)*CMD\s+((?:[^\\\n]|\\[\s\S])*))$/gim)].at(-1) ?? [];
    const image = line === '' ? undefined : imageIn(file, written);
    if (image === undefined) return;
    const list = /^\[(.*)\]\s*$/s.exec(start.trim())?.[1];
    const command =
      list === undefined ? start.replace(/\\\n/g, ' ') : [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word).join(' ');
    const absent = absentFrom(image, command, list === undefined);
    if (absent !== undefined)
      yield { path: `line ${written.slice(0, written.indexOf(line)).split('\n').length}`, ...fault('the HEALTHCHECK', absent, image) };
  },
});

/** A program that the base does not have and no instruction brings. */
function absentFrom(image: OwnImage, command: string, shell: boolean): string | undefined {
  const empty = EMPTY_BASE.test(image.base);
  const lacks = lackedBy(image.base);
  const called = parseShell(command)
    .commands.map(({ words }) => words[0]?.text ?? '')
    .filter((each) => /^[\w./-]+$/.test(each) && each !== 'exit');
  const programs = empty && shell ? ['sh', ...called] : called;
  return programs.find(
    (each) => !isPutIn(image.text, each.split('/').at(-1) ?? each) && (empty ? !each.includes('/') : lacks?.has(each) === true),
  );
}

function fault(whose: string, absent: string, { file, base }: OwnImage) {
  return {
    message: `${whose} calls ${absent}, and ${file} builds on ${base}, which does not have it`,
    why: 'The examination fails each time: the container is unhealthy from its start, and whatever waits for it never begins.',
    fix: `Bring ${absent} into the image, or let the program examine itself.`,
  };
}
