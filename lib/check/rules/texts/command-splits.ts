import { POD_KINDS } from '../../pods.ts';
import { fieldsAt, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Lists of words that are run without a shell. */
const PLACES = ['', 'startupProbe.exec', 'readinessProbe.exec', 'livenessProbe.exec', 'lifecycle.postStart.exec', 'lifecycle.preStop.exec'];

export const commandSplits = defineRule({
  id: 'command-splits',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The first word of a command is a program: words are not split at blanks.',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  *check(manifest, world) {
    for (const { fields, path, name } of world.podTemplate(manifest)?.containers ?? []) {
      for (const place of PLACES) {
        const words = itemsAt(place === '' ? fields : fieldsAt(fields, place), 'command').map((word) => text(word) ?? '');
        const [program = ''] = words;
        if (place === '' && /^-{1,2}[a-z]/i.test(program)) {
          yield {
            path: `${path}.command[0]`,
            message: `container "${name}" runs "${program.slice(0, 80)}", which is a flag, as its program`,
            why: 'command takes the place of the program of the image: the container never starts (exec: no such file or directory).',
            fix: 'Write it under args, and the program stays that of the image.',
          };
          continue;
        }
        if (!/^[\w./-]+[ \t]+\S/.test(program) || program.includes('\n')) continue;
        const split = program.trim().split(/\s+/);
        yield {
          path: `${path}.${place === '' ? '' : `${place}.`}command[0]`,
          message: `container "${name}" runs one program called "${program.slice(0, 80)}"`,
          why:
            place === ''
              ? 'There is no such file: the container never starts (exec: no such file or directory).'
              : 'There is no such file: the probe or hook fails each time, and the container is restarted for ever, or never ready.',
          fix: /[|&;<>$]/.test(program) ? `Write [sh, -c, ${JSON.stringify(program)}].` : `Write [${split.join(', ')}].`,
        };
      }
    }
  },
});
