import { nearest } from '../../values/nearest.ts';
import { itemsAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { WorldObject } from '../rule.ts';
import { folderOf } from './inputs.ts';
import { DEPRECATED_FIELDS, KNOWN_FIELDS, SHAPES } from './fields.ts';
import { meantBy, type Inputs } from './inputs.ts';
import { BROKEN, type Report } from './problem.ts';
import { judgeValues } from './typed.ts';
import { isMap } from './value.ts';
import { writtenPaths, type WrittenPath } from './written.ts';

/** Judges what a kustomization writes, before anything is built of it. */
export function judgeKustomization(kustomization: WorldObject, inputs: Inputs, folders: ReadonlySet<string>, report: Report): void {
  judgeFields(kustomization, inputs, report);
  judgeValues(kustomization, report);
  judgeCycle(kustomization, inputs, folders, report);
  for (const written of writtenPaths(kustomization.object)) judgePath(kustomization, written, inputs, folders, report);
}

const ABOUT_ITSELF: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

function judgeFields(kustomization: WorldObject, inputs: Inputs, report: Report): void {
  const { object } = kustomization;
  for (const [field, value] of Object.entries(object)) {
    if (KNOWN_FIELDS.has(field)) {
      judgeShape(kustomization, field, value, report);
      continue;
    }
    const near = nearest(field, KNOWN_FIELDS);
    report(kustomization, {
      ...BROKEN,
      path: field,
      message: `a kustomization has no field "${field}"`,
      fix: near === undefined ? 'Remove it.' : `Did you mean "${near}"?`,
    });
  }
  if (Object.entries(object).every(([field, value]) => ABOUT_ITSELF.has(field) || value === null))
    report(kustomization, {
      ...BROKEN,
      path: 'metadata.name',
      message: 'the kustomization says nothing: kustomize refuses an empty one',
      fix: 'List the files under resources, or remove it.',
    });
  const old = Object.keys(DEPRECATED_FIELDS).filter((field) => Object.hasOwn(object, field));
  if (old.length > 0)
    report(kustomization, {
      rule: 'kustomization-builds',
      severity: 'info',
      path: old[0] ?? '',
      message: `${old.join(', ')} ${old.length === 1 ? 'is' : 'are'} deprecated: ${old.map((field) => DEPRECATED_FIELDS[field] ?? '').join(', ')} took ${old.length === 1 ? 'its' : 'their'} place`,
      why: 'A later kustomize drops them, and with the update of Argo CD the folder no longer builds.',
      fix: 'Run "kustomize edit fix" in the folder.',
    });
  const other = inputs.kustomization(folderOf(kustomization));
  if (other !== undefined && other !== kustomization)
    report(kustomization, {
      ...BROKEN,
      path: 'metadata.name',
      message: `the folder has two files of this kind: also ${other.file?.split('/').at(-1) ?? ''}`,
      fix: 'Keep one of them.',
    });
}

function judgeShape(kustomization: WorldObject, field: string, value: unknown, report: Report): void {
  const shape = SHAPES[field];
  if (shape === undefined || value === null || value === undefined) return;
  const tell = (path: string, what: string, fix: string): void =>
    report(kustomization, { ...BROKEN, path, message: `${path} is ${what}`, fix });
  if (shape === 'text' && typeof value !== 'string') tell(field, `${kindOfValue(value)}, not a text`, 'Put it in quotes.');
  if (shape === 'map' && !isMap(value)) tell(field, `${kindOfValue(value)}, not a map`, 'Write it as a map.');
  if (shape !== 'texts' && shape !== 'maps') return;
  if (!Array.isArray(value)) {
    tell(field, `${kindOfValue(value)}, not a list`, 'Put a dash before each entry.');
    return;
  }
  for (const [index, each] of value.entries()) {
    const path = `${field}[${index}]`;
    if (shape === 'texts' && typeof each !== 'string')
      tell(path, `${kindOfValue(each)}, a path is meant here`, 'Write the path of a file or folder.');
    else if (shape === 'maps' && !isMap(each))
      tell(
        path,
        `${kindOfValue(each)}, a map is meant here`,
        field === 'patches' ? 'Write "path: " before the name of the file.' : 'Write it as a map.',
      );
  }
}

function kindOfValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'empty';
  return typeof value === 'string' ? 'a text' : typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}

/** A kustomization that takes itself in, through others or directly. */
function judgeCycle(kustomization: WorldObject, inputs: Inputs, folders: ReadonlySet<string>, report: Report): void {
  const next = (each: WorldObject): readonly (readonly [WorldObject, string])[] =>
    ['resources', 'bases', 'components'].flatMap((list) =>
      itemsAt(each.object, list).flatMap((written, index) => {
        const meant = typeof written === 'string' ? meantBy(folderOf(each), written, inputs, folders) : undefined;
        const other = meant?.is === 'kustomization' ? inputs.kustomization(meant.path) : undefined;
        return other === undefined ? [] : [[other, `${list}[${index}]`] as const];
      }),
    );
  for (const [first, path] of next(kustomization)) {
    const seen = new Set<WorldObject>();
    const open = [first];
    for (let each = open.pop(); each !== undefined && !seen.has(each); each = open.pop()) {
      seen.add(each);
      if (each === kustomization) break;
      open.push(...next(each).flatMap(([other]) => (seen.has(other) ? [] : other)));
    }
    if (!seen.has(kustomization)) continue;
    const own = first === kustomization;
    report(kustomization, {
      ...BROKEN,
      path,
      message: own ? 'the kustomization takes itself in' : `${folderOf(first)} takes this folder in, too: they go round in a circle`,
      fix: own ? 'Remove the line.' : 'Let one of them be the base of the other.',
    });
  }
}

function judgePath(
  kustomization: WorldObject,
  { at: path, written, as }: WrittenPath,
  inputs: Inputs,
  folders: ReadonlySet<string>,
  report: Report,
): void {
  const folder = folderOf(kustomization);
  const meant = meantBy(folder, written, inputs, folders);
  if (meant.is === 'remote' || meant.is === 'unread') return;
  if (meant.is === 'file') {
    if (as === 'component')
      report(kustomization, {
        ...BROKEN,
        path,
        message: `${written} is a file, a component is a folder`,
        fix: 'List the file under resources.',
      });
    else if (!inputs.unrestricted && !isBelow(meant.path, folder))
      report(kustomization, {
        ...BROKEN,
        rule: 'kustomization-load-restriction',
        path,
        message: `the file ${written} is outside of ${folder === '.' ? 'the folder' : folder}`,
        fix: 'Give the folder of the file a kustomization of its own and take that folder in, or move the file here.',
      });
    return;
  }
  if (meant.is === 'kustomization' && as !== 'file') {
    const kind = inputs.kustomization(meant.path)?.object.kind;
    if ((kind === 'Component') !== (as === 'component'))
      report(kustomization, {
        ...BROKEN,
        path,
        message:
          kind === 'Component'
            ? `${written} is a component, and stands under ${path.split('[')[0] ?? ''}`
            : `${written} is a kustomization, and stands under components`,
        fix: `List it under ${kind === 'Component' ? 'components' : 'resources'}.`,
      });
    return;
  }
  if (meant.is === 'missing') missingPath(kustomization, path, written, meant.path, inputs, report);
  else if (as === 'file')
    report(kustomization, { ...MISSING, path, message: `${written} is a folder, a file is meant here`, fix: 'Name a file.' });
  else
    report(kustomization, {
      ...MISSING,
      path,
      message: `the folder ${written} has no kustomization.yaml`,
      fix: 'Write one that lists its files, or list the files here.',
    });
}

const MISSING = { ...BROKEN, rule: 'kustomization-resource-exists' } as const;

function missingPath(kustomization: WorldObject, path: string, written: string, resolved: string, inputs: Inputs, report: Report): void {
  const slash = resolved.lastIndexOf('/');
  const name = resolved.slice(slash + 1);
  const siblings = namesBelow(inputs.files).get(resolved.slice(0, Math.max(0, slash))) ?? new Set<string>();
  const near = nearName(name, siblings) ?? [...siblings].find((each) => each.replace(/\.ya?ml$/, '') === name.replace(/\.ya?ml$/, ''));
  const isSecret = path.startsWith('secretGenerator');
  report(kustomization, {
    ...MISSING,
    severity: isSecret ? 'warning' : 'error',
    path,
    message: `${written} does not exist`,
    why: isSecret ? 'Whoever builds this must have the file, which is not in Git: Argo CD has not, and shows ComparisonError.' : BROKEN.why,
    fix:
      near === undefined
        ? 'Add the file to Git, or remove the line.'
        : `Did you mean "${written.slice(0, written.length - name.length)}${near}"?`,
  });
}

const known = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, ReadonlySet<string>>>();

/** Names of the files and folders in each folder; the root is empty. */
function namesBelow(files: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = known.get(files);
  if (found !== undefined) return found;
  const names = new Map<string, Set<string>>();
  for (const file of files) {
    for (let rest = file; rest !== '';) {
      const slash = rest.lastIndexOf('/');
      const folder = rest.slice(0, Math.max(0, slash));
      const own = names.get(folder) ?? new Set();
      names.set(folder, own.add(rest.slice(slash + 1)));
      rest = folder;
    }
  }
  known.set(files, names);
  return names;
}

function isBelow(path: string, folder: string): boolean {
  return folder === '.' || path.startsWith(`${folder}/`);
}
