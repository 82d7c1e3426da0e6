import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isDockerfile, textFile } from '../../texts/build-context.ts';
import { copyIn } from '../../texts/docker-copy.ts';
import { chainOf, stagesOf, type Stage } from '../../texts/docker-stages.ts';
import { nodePackageIn } from '../../texts/node-packages.ts';
import type { World } from '../../world.ts';

/** Python of the images without a shell. @see https://github.com/GoogleContainerTools/distroless/tree/main/python3 */
const OF_DEBIAN: Readonly<Record<string, string>> = { '11': '3.9', '12': '3.11', '13': '3.13' };
/** Packages of Python that come compiled, for one C library. */
const COMPILED =
  /^\s*(numpy|pandas|scipy|scikit-learn|psycopg2-binary|cryptography|pydantic|orjson|uvloop|lxml|grpcio|pillow|bcrypt|aiohttp|asyncpg)\s*(?:[[=<>~!;#]|$)/im;
/** The same of Node.js. */
const NATIVE = ['bcrypt', 'sharp', 'better-sqlite3', 'sqlite3', 'argon2', 'canvas', 're2', 'node-sass', 'isolated-vm'];

export const imageStagesShare = defineRule({
  id: 'image-stages-share',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'Packages of Python and Node.js are copied from a stage that has the same Python, from where it keeps them, and the same C library.',
  source:
    'https://docs.python.org/3/library/site.html; https://hub.docker.com/_/python; https://github.com/GoogleContainerTools/distroless/tree/main/python3',
  *check(manifest, world) {
    const { object, file = '' } = manifest;
    if (!isDockerfile(file)) return;
    const stages = stagesOf(textAt(object, 'text') ?? '');
    for (const stage of stages) {
      for (const { line, text } of stage.lines) {
        const { from: name = '', sources: [source = '', ...others] = [], target = '' } = copyIn(text) ?? {};
        const from =
          stages.find((each) => each !== stage && each.name === name.toLowerCase()) ?? stages[/^\d+$/.test(name) ? Number(name) + 1 : -1];
        if (from === undefined || others.length > 0 || source.includes('$')) continue;
        const parts = { from: chainOf(from, stages), to: chainOf(stage, stages), source, target };
        const issue = ofPython(parts) ?? ofLibrary(parts, folderOf(manifest), world);
        if (issue !== undefined) yield { path: `line ${line}`, ...issue };
      }
    }
  },
});

interface Taken {
  readonly from: readonly Stage[];
  readonly to: readonly Stage[];
  readonly source: string;
  readonly target: string;
}

function ofPython({ from, to, source, target }: Taken): Omit<Issue, 'path'> | undefined {
  const [made, runs] = [pythonOf(from), pythonOf(to)];
  // A stage may take the interpreter itself with it.
  if (made === undefined || /--from=\S+\s+\/usr\/local(?:\/?\s|\/bin\/?(?:\s|python))/.test(linesOf(to))) return undefined;
  const [, kept] = /^\/usr\/local\/lib\/python(\d\.\d+)(?:\/|$)/.exec(source) ?? [];
  if (kept !== undefined && kept !== made && !linesOf(from).includes(kept)) {
    return {
      message: `it copies ${source}, and the stage that it copies from has Python ${made}`,
      why: 'The build ends with "not found": the folder has the version of Python in its name.',
      fix: `Write ${source.replace(kept, made)}.`,
    };
  }
  if (runs === undefined) return undefined;
  const [, put] = /\/python(\d\.\d+)(?:\/|$)/.exec(target) ?? [];
  if (put !== undefined && put !== runs && !linesOf(to).includes('PYTHONPATH')) {
    return {
      message: `it copies packages to ${target}, and this stage runs Python ${runs}`,
      why: 'Python looks into the folder of its own version: the program ends with ModuleNotFoundError at its start.',
      fix: `Write ${target.replace(put, runs)}, with packages that are installed for ${runs}.`,
    };
  }
  if (put !== undefined || made === runs || !installsInto(linesOf(from), source) || linesOf(to).includes('PYTHONPATH')) return undefined;
  return {
    message: `what is in ${source} is installed for Python ${made}, and this stage runs Python ${runs}`,
    why: 'The packages lie in the folder of the other version: the program ends with ModuleNotFoundError at its start.',
    fix: `Let both stages have Python ${runs}.`,
  };
}

/** What is compiled for the library of Debian does not load on Alpine, and the other way round. */
function ofLibrary({ from, to, source }: Taken, folder: string, world: World): Omit<Issue, 'path'> | undefined {
  const [made, runs] = [libraryOf(from), libraryOf(to)];
  if (made === undefined || runs === undefined || made === runs) return undefined;
  const isNode = /(^|\/)node_modules\/?$/.test(source);
  const isPython = /\/python\d\.\d+(\/|$)/.test(source) || installsInto(linesOf(from), source);
  const needs = isNode ? nodePackageIn(folder, world)?.dependencies : undefined;
  const list = isPython ? textFile(world, folder === '' ? 'requirements.txt' : `${folder}/requirements.txt`) : undefined;
  const compiled = NATIVE.find((each) => needs?.has(each) === true) ?? COMPILED.exec(list ?? '')?.[1];
  if (compiled === undefined || /npm\s+rebuild/.test(linesOf(to))) return undefined;
  return {
    severity: 'warning',
    message: `${compiled} is installed on ${made} and runs on ${runs}`,
    why: 'It is compiled for the C library of the one, and the other has none of that name: the program ends when it is loaded.',
    fix: 'Take both stages from Alpine, or both from Debian.',
  };
}

function installsInto(lines: string, source: string): boolean {
  const path = source.replace(/\/$/, '').replace(/[.+]/g, '\\$&');
  if (path === '/root/\\.local') return /\bpip3?\s+install\s[^\n]*--user\b/.test(lines);
  return new RegExp(`(?:-m\\s+venv\\s[^\\n;&|]*|--prefix[= ]["']?)${path}(?=["'/\\s]|$)`, 'm').test(lines);
}

function linesOf(chain: readonly Stage[]): string {
  return chain.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n');
}

/** `python:3.12.1-slim` → 3.12. */
function pythonOf(chain: readonly Stage[]): string | undefined {
  const base = chain.at(-1)?.base ?? '';
  const [, own] = /^(?:docker\.io\/)?(?:library\/)?python:(\d\.\d+)(?!\d)/.exec(base) ?? [];
  const [, debian = ''] = /^gcr\.io\/distroless\/python3-debian(\d+)/.exec(base) ?? [];
  return own ?? OF_DEBIAN[debian];
}

function libraryOf(chain: readonly Stage[]): 'Alpine' | 'Debian' | undefined {
  const base = chain.at(-1)?.base ?? '';
  if (/^gcr\.io\/distroless\/(?:python3|nodejs\d*)-debian/.test(base)) return 'Debian';
  const [, tag] = /^(?:docker\.io\/)?(?:library\/)?(?:python|node):([\w.-]+)/.exec(base) ?? [];
  return tag === undefined ? undefined : tag.includes('alpine') ? 'Alpine' : 'Debian';
}
