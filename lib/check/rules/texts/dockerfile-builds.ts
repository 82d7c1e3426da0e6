import { documentKind } from '../../document.ts';
import { folderOf, foldersAbove } from '../../folder.ts';
import { pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile, leftOutBy, textFile } from '../../texts/build-context.ts';
import { copyIn } from '../../texts/docker-copy.ts';
import { imageIn } from '../../texts/dockerfiles.ts';
import type { World } from '../../world.ts';

/** Packages that are compiled where they are installed, and what the compiler is looked for by. */
const COMPILED = /^\s*(psycopg2|mysqlclient|uwsgi|python-ldap)\s*(?:[=<>~![;#]|$)/im;
const COMPILER = /\b(gcc|build-essential|build-base|clang|python3-dev|libpq-dev|postgresql-dev|default-libmysqlclient-dev)\b/;
/** Bases without the C library of the builder. */
const WITHOUT_LIBRARY = /^(scratch$|(library\/)?alpine(:|$)|gcr\.io\/distroless\/static)/;

export const dockerfileBuilds = defineRule({
  id: 'dockerfile-builds',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'A Dockerfile builds from what is in its context, with compilers that what it builds asks for, and its program runs on its last base.',
  source:
    'https://docs.docker.com/build/concepts/context/; https://go.dev/doc/toolchain; https://www.psycopg.org/docs/install.html#build-prerequisites; https://pkg.go.dev/cmd/cgo',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (!isDockerfile(file)) return;
    const text = (textAt(object, 'text') ?? '').replace(/^\s*#.*$/gm, '').replace(/\\\r?\n/g, (end) => ` ${end.slice(1)}`);
    const folder = folderOf({ file });
    yield* copies(text, folder, world);
    const last = imageIn(file, text);
    const lineOf = (test: RegExp): string => `line ${text.slice(0, Math.max(0, text.search(test))).split('\n').length}`;
    const [, tag] = /^\s*FROM\s+(?:--\S+\s+)*(?:\S+\/)?golang:(\d+\.\d+(?:\.\d+)?)/im.exec(text) ?? [];
    const [, asked] = /^go\s+(\d+\.\d+(?:\.\d+)?)/m.exec(textFile(world, `${folder === '' ? '' : `${folder}/`}go.mod`) ?? '') ?? [];
    if (
      tag !== undefined &&
      asked !== undefined &&
      isOlder(tag, asked) &&
      (!isOlder(tag, '1.21') || asked.split('.').length === 3) &&
      !/GOTOOLCHAIN=(auto|go)/.test(text)
    ) {
      yield {
        path: lineOf(/golang:/),
        message: `it builds with Go ${tag}, and go.mod beside it asks for ${asked}`,
        why: 'The image of Go fetches no other toolchain: the build ends with "go.mod requires go >=".',
        fix: `Build from golang:${asked}, or lower the version in go.mod.`,
      };
    }
    const dynamic = /^\s*FROM\s+(?:--\S+\s+)*(?:\S+\/)?golang:(?!\S*alpine)/im.test(text) && /\bgo\s+(build|install)\b/.test(text);
    if (dynamic && last !== undefined && WITHOUT_LIBRARY.test(last.base) && !/CGO_ENABLED[= ]"?0|-static|\bnetgo\b/.test(text)) {
      yield {
        path: lineOf(/\bgo\s+(build|install)\b/),
        severity: 'warning',
        message: `the program is linked with the C library of its builder, and runs on ${last.base}, which has none`,
        why: 'Whatever uses the network or users is linked dynamically: the container ends with "exec: no such file or directory".',
        fix: 'Build with CGO_ENABLED=0.',
      };
    }
    const [install = '', list] = /pip3?\s+install\s[^\n]*?-r\s+(?:\.?\/(?:\w+\/)*)?([\w.-]+\.txt)/.exec(text) ?? [];
    // The stage that installs, not the one that takes over what was installed.
    const stage =
      text
        .slice(0, Math.max(0, text.indexOf(install)))
        .split(/^\s*FROM\s+/im)
        .at(-1) ?? '';
    const [, small] = /^(?:--\S+\s+)*(?:\S+\/)?python:(\S*(?:slim|alpine)\S*)/i.exec(install === '' ? '' : stage) ?? [];
    const [, compiled] =
      COMPILED.exec(list === undefined ? '' : (textFile(world, `${folder === '' ? '' : `${folder}/`}${list}`) ?? '')) ?? [];
    if (small === undefined || compiled === undefined || COMPILER.test(text)) return;
    yield {
      path: lineOf(/pip3?\s+install/),
      message: `${list ?? ''} asks for ${compiled}, which is compiled, and python:${small} has no compiler`,
      why: 'pip ends with "error: command \'gcc\' failed" or "pg_config executable not found", and no image is made.',
      fix: compiled === 'psycopg2' ? 'Ask for psycopg2-binary, or install gcc and libpq-dev first.' : 'Install gcc and the headers first.',
    };
  },
});

/** What is copied from beside the context, or what its `.dockerignore` leaves out. */
function* copies(text: string, folder: string, world: World): Iterable<Issue> {
  const paths = pathsOf(world);
  const within = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  const ignore = textFile(world, within('.dockerignore'));
  for (const [index, line] of text.split('\n').entries()) {
    const { from, sources = [] } = copyIn(line) ?? {};
    for (const source of from === undefined ? sources : []) {
      const inside = source.replace(/^(\.\.?\/)+/, '').replace(/\/$/, '');
      // The builder reads `../x` as `x` at the root of the context.
      if (
        source.startsWith('../') &&
        world.everywhere.files !== undefined &&
        ![...foldersAbove(`${folder}/x`), ''].some((each) => paths.has(each === '' ? inside : `${each}/${inside}`))
      ) {
        yield {
          path: `line ${index + 1}`,
          message: `it copies ${source}, which lies outside of the folder that it is built from`,
          why: 'The builder sees its context only: the build ends with "not found".',
          fix: 'Build from a folder above (docker build -f), and name the path from there.',
        };
      }
      const pattern =
        /^[\w][\w./-]*$/.test(inside) && !source.startsWith('..') && ignore !== undefined ? leftOutBy(ignore, inside) : undefined;
      if (pattern === undefined || !paths.has(within(inside))) continue;
      yield {
        path: `line ${index + 1}`,
        message: `it copies ${inside}, which .dockerignore leaves out ("${pattern}")`,
        why: 'The builder never gets the file: the build ends with "not found", although it is in the tree.',
        fix: `Add "!${inside}" to .dockerignore, or take the pattern out.`,
      };
    }
  }
}

/** Whether a version is older than another; a tag without its last part is the newest of its kind. */
function isOlder(tag: string, asked: string): boolean {
  const [left, right] = [tag, asked].map((version) => version.split('.').map(Number));
  for (const [index, number] of (right ?? []).entries()) {
    const own = left?.[index];
    if (own === undefined) return false;
    if (own !== number) return own < number;
  }
  return false;
}
