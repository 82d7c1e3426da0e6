import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { copyIn } from '../../texts/docker-copy.ts';
import { stagesOf, writtenElsewhere, type Stage } from '../../texts/docker-stages.ts';
import { EMPTY_BASE } from '../../texts/image-programs.ts';

/** Variables that every stage has, and those that the builder declares for whoever asks for them. */
const EVERYWHERE = /^(?:PATH|HOME|HOSTNAME|PWD|USER|.*_(?:proxy|PROXY)|BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/;

export const dockerfileStagesWork = defineRule({
  id: 'dockerfile-stages-work',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'Each stage of a Dockerfile runs what its base has, reads arguments that it declares itself, and is copied from where it puts its program.',
  source:
    'https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact; https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch',
  *check({ object, file = '' }) {
    if (!isDockerfile(file)) return;
    const stages = stagesOf(textAt(object, 'text') ?? '');
    const [head, ...rest] = stages;
    for (const stage of rest) {
      yield* empty(stage);
      yield* undeclared(stage, head?.lines ?? [], rest);
      yield* elsewhere(stage, rest);
    }
  },
});

/** A command in an image without a shell. */
function* empty({ base, lines }: Stage): Iterable<Issue> {
  if (
    !EMPTY_BASE.test(base) ||
    lines.some(
      ({ text }) => /^\s*SHELL\b/i.test(text) || /^\s*(?:COPY|ADD)\b.*(?:busybox|\/bin\/?(?:\s|$)|\/sh\b|rootfs|\.tar)/i.test(text),
    )
  )
    return;
  const run = lines.find(({ text }) => /^\s*RUN\s+(?!(?:--\S+\s+)*\[)/i.test(text));
  if (run === undefined) return;
  yield {
    path: `line ${run.line}`,
    message: `${run.text.trim().slice(0, 60)} stands in a stage from ${base}, which has no shell`,
    why: 'The build ends with "exec: /bin/sh: no such file or directory".',
    fix: 'Run it in the stage that builds, and copy what it makes.',
  };
}

/** An argument that only what stands before the first FROM declares. */
function* undeclared({ lines, base }: Stage, head: Stage['lines'], all: readonly Stage[]): Iterable<Issue> {
  const above = new Map(
    head.flatMap(({ text, line }) => [...text.matchAll(/^\s*ARG\s+(\w+)/gi)].map(([, name = '']) => [name, line] as const)),
  );
  // A stage hands its variables on to those that build on it.
  const from = all.find(({ name }) => name === base.toLowerCase());
  const own = [...(from?.lines ?? []), ...lines].flatMap(({ text }) =>
    [...text.matchAll(/^\s*(?:ARG|ENV)\s+(\w+)|\b(\w+)=(?=\S)/gi)].flatMap(([, one, two]) => one ?? two ?? []),
  );
  for (const { line, text } of lines) {
    if (!/^\s*(?:COPY|ADD|RUN|WORKDIR|ENV|USER|EXPOSE|LABEL)\b/i.test(text)) continue;
    const bare = text.replace(/'[^']*'/g, '');
    const name = [...bare.matchAll(/(?<![\\$])\$\{?([A-Za-z_]\w*)\}?/g)]
      .map(([, each = '']) => each)
      .find((each) => above.has(each) && !own.includes(each) && !EVERYWHERE.test(each));
    if (name === undefined) continue;
    yield {
      path: `line ${line}`,
      message: `${name} is declared before the first FROM alone (line ${above.get(name) ?? 0}), and is empty in this stage`,
      why: 'Arguments from before the first FROM count for FROM lines only: a path loses its first part, a version is none.',
      fix: `Write ARG ${name} again below FROM.`,
    };
    return;
  }
}

/** `COPY --from=build /bin/server` from a stage that tells Go to write somewhere else. */
function* elsewhere({ lines }: Stage, all: readonly Stage[]): Iterable<Issue> {
  for (const { line, text } of lines) {
    const { from = '', sources: [source = '', ...others] = [] } = copyIn(text) ?? {};
    const stage = all.find(({ name }, index) => name === from.toLowerCase() || String(index) === from);
    if (stage === undefined || !source.startsWith('/') || others.length > 0 || /[*?$]/.test(source)) continue;
    const made = writtenElsewhere(stage, source);
    if (made === undefined) continue;
    yield {
      path: `line ${line}`,
      message: `it copies ${source} from stage ${from}, where go build writes ${made.join(', ')}`,
      why: 'The build ends with "not found", and the last image that was built keeps running.',
      fix: `Copy ${made[0] ?? ''}.`,
    };
  }
}
