import { addTo } from '../../values/multimap.ts';
import { documentKind } from '../document.ts';
import { POD_KINDS, type Container } from '../pods.ts';
import { itemsAt, join, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { parseShell, type Script } from './shell.ts';

/** A shell script somewhere in a tree. */
export interface FoundScript {
  readonly path: string;
  readonly text: string;
  readonly script: Script;
  /** Options of the shell's own call: `-ec`. */
  readonly options: string;
  /** The container that runs it, where it stands in one. */
  readonly container: Container | undefined;
}

/** Kinds in which scripts stand. */
export const SCRIPT_KINDS = [...POD_KINDS, 'v1/ConfigMap', documentKind('Script')] as const;

/** Scripts of an object, each parsed once. */
export function scriptsOf(manifest: WorldObject, world: World): readonly FoundScript[] {
  const known = world.once('shell scripts', () => new Map<WorldObject, readonly FoundScript[]>());
  let found = known.get(manifest);
  if (found === undefined) {
    found = [...search(manifest, world)];
    known.set(manifest, found);
  }
  return found;
}

function* search(manifest: WorldObject, world: World): Iterable<FoundScript> {
  const { object } = manifest;
  if (object.kind === 'Script') {
    const content = textAt(object, 'text') ?? '';
    if (!/^#!.*\b(python|perl|node|ruby|awk)/.test(content)) yield one('text', content, firstLine(content), undefined);
  } else if (object.kind === 'ConfigMap') {
    for (const [key, content] of Object.entries(textsAt(object, 'data'))) {
      if (/^#!.*\b(ba|da|a|z)?sh\b/.test(content) || (/\.(ba)?sh$/.test(key) && !content.startsWith('#!')))
        yield one(join('data', key), content, firstLine(content), undefined);
    }
  }
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    const command = itemsAt(container.fields, 'command').map((word) => text(word) ?? '');
    const words = [...command, ...itemsAt(container.fields, 'args').map((word) => text(word) ?? '')];
    if (!/(^|\/)(ba|da|a|z)?sh$/.test(words[0] ?? '')) continue;
    const index = words.findIndex((word) => /^-\w*c\w*$/.test(word));
    const content = index === -1 ? undefined : words[index + 1];
    if (content === undefined) continue;
    const place = index + 1 < command.length ? `command[${index + 1}]` : `args[${index + 1 - command.length}]`;
    yield one(`${container.path}.${place}`, content, words.slice(1, index + 1).join(' '), container);
  }
}

function one(path: string, content: string, options: string, container: Container | undefined): FoundScript {
  return { path, text: content, script: parseShell(content), options, container };
}

function firstLine(content: string): string {
  return /^#!.*/.exec(content)?.[0] ?? '';
}

/** Whether the script stops at the first command that fails. */
export function stopsOnError(found: FoundScript, world: World): boolean {
  return isSet(found, world, /\s-\w*e|errexit/, /^-[a-z]*e|^errexit$/);
}

/** Whether a pipe fails with any of its parts. */
export function failsWithPipe(found: FoundScript, world: World): boolean {
  return isSet(found, world, /pipefail/, /^pipefail$/);
}

/** Whether the call of the shell, the script itself or a file that it sources sets an option. */
function isSet({ script, options }: FoundScript, world: World, called: RegExp, written: RegExp): boolean {
  const sets = ({ commands }: Script): boolean =>
    commands.some(({ name, words }) => name === 'set' && words.some(({ text: word }) => written.test(word)));
  return called.test(` ${options}`) || sets(script) || sourced(script, world).some((each) => each === undefined || sets(each));
}

/** Scripts that this one reads into itself by `source` or `.`; `undefined` for one that is not in the tree, and may set anything. */
function sourced({ commands }: Script, world: World): readonly (Script | undefined)[] {
  return commands.flatMap(({ name, words }): readonly (Script | undefined)[] => {
    if (name !== 'source' && name !== '.') return [];
    const path = words[1]?.text ?? '';
    const file = path.slice(path.lastIndexOf('/') + 1);
    // What ends otherwise holds variables: `.env`, `bin/activate`.
    return /\.(ba|z)?sh$/.test(file) ? (scriptsByName(world).get(file) ?? [undefined]) : [];
  });
}

function scriptsByName(world: World): ReadonlyMap<string, readonly Script[]> {
  return world.once('scripts by file name', () => {
    const map = new Map<string, Script[]>();
    for (const manifest of world.ofKind(documentKind('Script'))) {
      const file = manifest.file ?? '';
      for (const { script } of scriptsOf(manifest, world)) addTo(map, file.slice(file.lastIndexOf('/') + 1), script);
    }
    return map;
  });
}

/** Commands whose failure must not go unnoticed: they make, move or change data. */
const WORK =
  /^(mysqldump|mariadb-dump|mysqlpump|pg_dump|pg_dumpall|pg_basebackup|mongodump|xtrabackup|mariabackup|restic|velero|sqlite3|redis-cli|influxd|flyway|liquibase|alembic)$/;
const WORK_WITH: Readonly<Record<string, RegExp>> = {
  aws: /^s3(api)? (cp|sync|mv|put-object)\b/,
  az: /^storage blob upload/,
  etcdctl: /\bsnapshot (save|restore)\b/,
  etcdutl: /\bsnapshot restore\b/,
  gcloud: /^storage (cp|rsync)\b/,
  gsutil: /\b(cp|rsync|mv)\b/,
  kubectl: /\bexec\b.*\b(mysqldump|pg_dump|mongodump|etcdctl)\b/,
  manage: /migrate/,
  mc: /^(cp|mirror|mv|put)\b/,
  python: /\bmanage\.py migrate\b/,
  rclone: /^(copy|sync|move|copyto)\b/,
  rsync: /./,
  s3cmd: /^(put|sync)\b/,
  tar: /^-?\w*c|--create/,
};

/** Whether a command does the work that the script is there for. */
export function doesWork({ name, words }: Script['commands'][number]): boolean {
  if (WORK.test(name)) return true;
  const rest = words.slice(1).map(({ text: word }) => word);
  // Options before the verb (`aws --endpoint-url x s3 cp`) are left out.
  const verbs =
    name === 'tar'
      ? rest
      : rest.filter((word, index) => !word.startsWith('-') && !/^--?(endpoint-url|profile|region)$/.test(rest[index - 1] ?? ''));
  return WORK_WITH[name]?.test(verbs.join(' ')) ?? false;
}
