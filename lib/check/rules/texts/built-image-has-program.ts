import { POD_KINDS, type Container } from '../../pods.ts';
import { fieldsAt, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { copyIn } from '../../texts/docker-copy.ts';
import { dockerfileOf } from '../../texts/dockerfiles.ts';
import { EMPTY_BASE, isPutIn, lackedBy } from '../../texts/image-programs.ts';
import { parseShell } from '../../texts/shell.ts';

export const builtImageHasProgram = defineRule({
  id: 'built-image-has-program',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Programs that probes, hooks and commands call are in the image that the Dockerfile of the tree builds.',
  source: 'https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch; seed 003, M16',
  *check(manifest, world) {
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      const calls = [...callsOf(container)];
      const image = calls.length === 0 ? undefined : dockerfileOf(container.image, world);
      if (image === undefined) continue;
      const empty = EMPTY_BASE.test(image.base);
      const lacks = lackedBy(image.base);
      for (const { path, what, programs } of calls) {
        const absent = programs.find((each) =>
          empty
            ? each.startsWith('/')
              ? what === 'command' && isAbsent(image.text, each)
              : !each.includes('/') && !isPutIn(image.text, each)
            : lacks?.has(each) === true && !isPutIn(image.text, each),
        );
        if (absent === undefined) continue;
        yield {
          path,
          message: `the ${what} of container "${container.name}" calls ${absent}, and ${image.file} builds on ${image.base}, which does not have it`,
          why: what.endsWith('Probe')
            ? 'The probe fails each time: the pod never gets ready, or is killed again and again.'
            : `It ends with "${absent}: executable file not found": the hook does nothing, or the container does not start.`,
          fix: empty
            ? 'Ask over HTTP, gRPC or TCP, or call the program itself with its path.'
            : `Install ${absent} in the image, or ask over HTTP or TCP.`,
        };
      }
    }
  },
});

/** Commands that run in a container beside its own entry point. */
function* callsOf({
  fields,
  path,
}: Container): Iterable<{ readonly path: string; readonly what: string; readonly programs: readonly string[] }> {
  for (const what of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    yield* call(itemsAt(fieldsAt(fields, what), 'exec.command'), `${path}.${what}.exec.command`, what);
  for (const hook of ['preStop', 'postStart'])
    yield* call(itemsAt(fields, `lifecycle.${hook}.exec.command`), `${path}.lifecycle.${hook}.exec.command`, hook);
  yield* call(itemsAt(fields, 'command'), `${path}.command`, 'command');
}

function* call(
  raw: readonly unknown[],
  path: string,
  what: string,
): Iterable<{ readonly path: string; readonly what: string; readonly programs: readonly string[] }> {
  const words = raw.map((each) => text(each) ?? '');
  const [first] = words;
  if (first === undefined || first === '') return;
  const shell = /^(\/bin\/|\/usr\/bin\/)?(ba|da|a)?sh$/.test(first);
  const script = shell ? words[words.findIndex((word) => /^-\w*c$/.test(word)) + 1] : undefined;
  const within =
    script === undefined || script === first
      ? []
      : parseShell(script)
          .commands.map(({ name }) => name)
          .filter((name) => /^[a-z][\w.-]*$/.test(name));
  yield { path, what, programs: [shell ? (first.split('/').at(-1) ?? first) : first, ...within] };
}

/** A path that no instruction of the last stage fills; `false` where one of them may. */
function isAbsent(instructions: string, program: string): boolean {
  const stage = instructions.slice(Math.max(0, instructions.search(/^\s*FROM\b(?![\s\S]*^\s*FROM\b)/im)));
  const targets = stage.split('\n').flatMap((line) => copyIn(line)?.target ?? []);
  // Folders, and paths below the working directory, may hold it.
  return (
    targets.length > 0 &&
    targets.every((target) => /^\/[\w./-]*[\w-]$/.test(target) && target !== program && !program.startsWith(`${target}/`))
  );
}
