import { folderOf } from '../folder.ts';
import { appliedFrom, writtenSources, type Installer } from '../installers.ts';
import { nameOf } from '../paths.ts';
import { at, fields, itemsAt, textAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** A place that an Application installs from, with its fields. */
export interface SourceEntry {
  /** `spec.source`, `spec.sources[1]` */
  readonly path: string;
  readonly fields: Fields;
  readonly repository: string;
  readonly chart: string | undefined;
  /** Folder in the repository as written, `./apps/web/` → `apps/web`; `undefined` for a chart or a source that only lends values. */
  readonly folder: string | undefined;
  /** Fields of an ApplicationSet's template stand in it: what it means is known only at run time. */
  readonly templated: boolean;
}

/** Sources of an Application or of the template of an ApplicationSet. */
export function sourcesOf(installer: Installer): readonly SourceEntry[] {
  let sources = known.get(installer);
  if (sources === undefined) known.set(installer, (sources = read(installer)));
  return sources;
}

/** Asked for each object that an Application installs. */
const known = new WeakMap<Installer, readonly SourceEntry[]>();

function read({ spec, specPath }: Installer): readonly SourceEntry[] {
  return writtenSources(spec, specPath).map(({ value: written, path }) => {
    const value = fields(written);
    const chart = textAt(value, 'chart');
    const own = textAt(value, 'path');
    const lends = textAt(value, 'ref') !== undefined && own === undefined;
    const folder = chart !== undefined || lends ? undefined : plain(own ?? '.');
    const repository = textAt(value, 'repoURL') ?? '';
    return {
      path,
      fields: value,
      repository,
      chart,
      folder,
      templated: [folder, repository, chart].some((each) => each?.includes('{{') === true),
    };
  });
}

/** `./apps/web/` → `apps/web`; the root is empty. */
export function plain(path: string): string {
  return path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
}

/** `https://github.com/acme/web.git` and `git@github.com:acme/web` are one repository. */
export function repositoryKey(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^:/]+):(?!\d)/, '$1/')
    .replace(/(\.git)?\/*$/, '')
    .toLowerCase();
}

/**
 * Folders that an ApplicationSet takes: those of its git generators (`apps/*`, also inside a matrix or merge), or else those that its
 * templated path may mean, where each field of the template stands for any name.
 */
export function generated(installer: Installer): readonly RegExp[] {
  const listed = globs(itemsAt(installer.manifest.object, 'spec.generators'));
  const written =
    listed.length > 0
      ? listed
      : sourcesOf(installer).flatMap(({ folder, templated }) =>
          templated && folder !== undefined ? folder.replace(/\{\{.*?\}\}/g, '*') : [],
        );
  return written.map((glob) => new RegExp(`(^|/)${pattern(plain(glob))}(/|$)`));
}

/** A glob as a regular expression: `*` is a name or a part of one, `**` any folders. */
function pattern(glob: string): string {
  const literal = (part: string): string => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^/]*');
  return glob.split('**').map(literal).join('.*');
}

function globs(generators: readonly unknown[]): readonly string[] {
  return generators.flatMap((generator) => [
    ...itemsAt(generator, 'git.directories').flatMap((each) => (at(each, 'exclude') === true ? [] : (textAt(each, 'path') ?? []))),
    // A file names its folder: `apps/*/config.yaml`.
    ...itemsAt(generator, 'git.files').flatMap((each) => textAt(each, 'path')?.replace(/\/?[^/]*$/, '') ?? []),
    ...globs(itemsAt(generator, 'matrix.generators')),
    ...globs(itemsAt(generator, 'merge.generators')),
  ]);
}

/** Whether a source surely reads the object's file: it stands in the very folder, or the source recurses into all folders below. */
export function readsFile(installer: Installer, manifest: WorldObject): boolean {
  const { file } = manifest;
  if (file === undefined) return false;
  const folder = appliedFrom(manifest);
  return sourcesOf(installer).some(({ folder: read, fields: source, templated }) => {
    if (read === undefined || templated) return false;
    const below = pathBelow(folder, read, at(source, 'directory.recurse') === true);
    if (below === undefined) return false;
    const name = `${below}${file.slice(file.lastIndexOf('/') + 1)}`;
    const [include, exclude] = [textAt(source, 'directory.include'), textAt(source, 'directory.exclude')];
    return (include === undefined || fileGlob(include).test(name)) && (exclude === undefined || !fileGlob(exclude).test(name));
  });
}

/** Of the objects below a folder, those whose files the source lets in; all of them where its patterns fit none, as in a part of a repository. */
export function letIn(installer: Installer, folder: string, objects: readonly WorldObject[]): readonly WorldObject[] {
  const own = sourcesOf(installer).find((each) => each.folder === plain(folder));
  const [include, exclude] = [textAt(own?.fields, 'directory.include'), textAt(own?.fields, 'directory.exclude')];
  if (own === undefined || own.templated || (include === undefined && exclude === undefined)) return objects;
  const [taken, left] = [include, exclude].map((each) => (each === undefined ? undefined : fileGlob(each)));
  const found = objects.filter((each) => {
    const below = pathBelow(folderOf(each), own.folder ?? '', true);
    const name = `${below ?? ''}${nameOf(each.file ?? '')}`;
    return below !== undefined && taken?.test(name) !== false && left?.test(name) !== true;
  });
  return found.length === 0 ? objects : found;
}

/** The way from a source's folder down to a folder: empty for the folder itself, `web/base/` below it; `undefined` where it is not read. */
function pathBelow(folder: string, read: string, recurses: boolean): string | undefined {
  if (folder === read || folder.endsWith(`/${read}`)) return '';
  if (!recurses) return undefined;
  if (read === '') return `${folder}/`;
  const start = `/${folder}/`.indexOf(`/${read}/`);
  return start === -1 ? undefined : `${folder}/`.slice(start + read.length + 1);
}

/**
 * What `directory.include` and `exclude` mean: a star takes slashes, too, and braces hold what may stand there.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/directory/#includingexcluding-files
 */
export function fileGlob(glob: string): RegExp {
  const parts = glob
    .replace(/[\\^$.+()|]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${parts.replace(/\{([^{}]*)\}/g, (_, words: string) => `(?:${words.replaceAll(',', '|')})`)}$`);
}
