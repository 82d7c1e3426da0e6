import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import { chainOf, copiesIn, mayHold, stagesOf, type Stage } from '../../texts/docker-stages.ts';

/** Official bases of which it is known which users they have: those of the system alone. */
const PLAIN =
  /^(?:docker\.io\/)?(?:library\/)?(?:python|golang|alpine|debian|ubuntu|rust|eclipse-temurin|amazoncorretto|openjdk|scratch)(?::|$)/;
const OF_SYSTEMS = /^(?:root|nobody|daemon|bin|sys|mail|www-data|games|ubuntu|guest|\d+|.*[${].*)$/;
const EMPTY = /^(?:scratch$|gcr\.io\/distroless\/static(?!.*debug))/;
const WITH_APT =
  /^(?:docker\.io\/)?(?:library\/)?(?:debian|ubuntu|python:(?!.*alpine)|node:(?!.*alpine)|golang:(?!.*alpine)|eclipse-temurin:(?!.*alpine)|nginx:(?!.*alpine)|openjdk:(?!.*alpine))/;

export const dockerfileImageRuns = defineRule({
  id: 'dockerfile-image-runs',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'An image runs as a user that it has, starts a program that was put where it is started, and installs packages from lists that it has fetched.',
  source:
    'https://docs.docker.com/reference/dockerfile/#user; https://docs.docker.com/build/building/best-practices/#apt-get; https://docs.docker.com/reference/dockerfile/#entrypoint',
  *check({ object, file = '' }) {
    if (!isDockerfile(file)) return;
    const [, ...stages] = stagesOf(textAt(object, 'text') ?? '');
    for (const stage of stages) yield* unlisted(stage, stages);
    const last = stages.at(-1);
    if (last === undefined) return;
    const chain = chainOf(last, stages);
    yield* stranger(last, chain);
    yield* elsewhere(last, chain, stages);
  },
});

/** `USER app`, and nothing makes it. */
function* stranger(last: Stage, chain: readonly Stage[]): Iterable<Issue> {
  const user = last.lines.findLast(({ text }) => /^\s*USER\s/i.test(text));
  const name = /^\s*USER\s+([^\s:]+)/i.exec(user?.text ?? '')?.[1] ?? '';
  const base = chain.at(-1)?.base ?? '';
  if (user === undefined || name === '' || OF_SYSTEMS.test(name) || !PLAIN.test(base)) return;
  const text = chain.flatMap(({ lines }) => lines.map((each) => each.text)).join('\n');
  if (
    new RegExp(`(?:user|passwd|install)[^\\n]*${name.replace(/[.+]/g, '\\$&')}|/etc/passwd|\\.sh\\b|ansible|/etc/group`, 'i').test(
      text.replace(/^\s*USER\s.*$/gim, ''),
    )
  )
    return;
  yield {
    path: `line ${user.line}`,
    message: `it runs as ${name}, a user that neither ${base} nor an instruction makes`,
    why: `The container does not start: "unable to find user ${name}: no matching entries in passwd file".`,
    fix: 'Make the user (RUN useradd, adduser), or name one by its number.',
  };
}

/** In an image that has nothing else, a program by its path was copied there. */
function* elsewhere(last: Stage, chain: readonly Stage[], stages: readonly Stage[]): Iterable<Issue> {
  if (!EMPTY.test(chain.at(-1)?.base ?? '')) return;
  const start =
    last.lines.findLast(({ text }) => /^\s*ENTRYPOINT\s/i.test(text)) ?? last.lines.findLast(({ text }) => /^\s*CMD\s/i.test(text));
  const program = /^\s*(?:ENTRYPOINT|CMD)\s+\[\s*"(\/[^"$]+)"/i.exec(start?.text ?? '')?.[1];
  const targets = copiesIn(chain);
  if (start === undefined || program === undefined || targets.length === 0) return;
  if (targets.some((each) => mayHold(each, program, stages))) return;
  yield {
    path: `line ${start.line}`,
    message: `it starts ${program}, and has ${targets.map(({ target }) => target).join(', ')}`,
    why: 'The container ends at once, each time it is started: "no such file or directory".',
    fix: `Start ${targets[0]?.target ?? ''}, or copy the program to ${program}.`,
  };
}

/** `apt-get install` in a stage that never fetched the lists. */
function* unlisted(stage: Stage, stages: readonly Stage[]): Iterable<Issue> {
  const chain = chainOf(stage, stages);
  const install = stage.lines.find(({ text }) => /^\s*RUN\b.*\bapt(?:-get)?\s+(?:-\S+\s+)*install\s+(?!.*\.\/)/i.test(text));
  if (
    install === undefined ||
    !WITH_APT.test(chain.at(-1)?.base ?? '') ||
    chain.some(({ lines }) => lines.some(({ text }) => /\bapt(?:-get)?\s+(?:-\S+\s+)*update\b|\.sh\b|--mount=type=cache/i.test(text)))
  )
    return;
  yield {
    path: `line ${install.line}`,
    message: 'it installs packages, and no instruction before fetches their lists',
    why: 'Images come without lists of packages: the build ends with "Unable to locate package".',
    fix: 'Write RUN apt-get update && apt-get install -y … in one instruction.',
  };
}
