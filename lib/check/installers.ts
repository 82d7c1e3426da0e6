import { at, fields, fieldsAt, items, itemsAt, textAt, type Fields } from './read.ts';
import { kindOf, type WorldObject } from './rule.ts';
import { folderOf } from './folder.ts';

/** A place that an Argo CD Application installs from. */
export interface Source {
  /** Folder in the repository; `undefined` for a Helm chart. */
  readonly folder: string | undefined;
  readonly chart: string | undefined;
}

/** An Argo CD Application, one that an ApplicationSet makes, or the template of an ApplicationSet. */
export interface Installer {
  readonly manifest: WorldObject;
  /** The name of the Application. */
  readonly name: string;
  /** `spec`, or `spec.template.spec` of an ApplicationSet. */
  readonly specPath: string;
  readonly spec: Fields;
  readonly sources: readonly Source[];
  readonly namespace: string | undefined;
}

export function installerOf(manifest: WorldObject): Installer | undefined {
  // Asked of every object, and by many rules.
  if (!manifest.object.kind.startsWith('Application')) return undefined;
  const kind = kindOf(manifest.object);
  if (kind !== 'argoproj.io/Application' && kind !== 'argoproj.io/ApplicationSet') return undefined;
  let installer = known.get(manifest);
  if (installer === undefined) known.set(manifest, (installer = read(manifest, kind)));
  return installer;
}

const known = new WeakMap<WorldObject, Installer>();

function read(manifest: WorldObject, kind: string): Installer {
  const specPath = kind === 'argoproj.io/Application' ? 'spec' : 'spec.template.spec';
  return installerFrom(manifest, specPath, fieldsAt(manifest.object, specPath), manifest.object.metadata.name);
}

/** An installer with a spec as it is, or as an ApplicationSet fills it in. */
export function installerFrom(manifest: WorldObject, specPath: string, spec: Fields, name: string): Installer {
  // A source that only lends its values (`ref`, no path) installs nothing.
  const installing = writtenSources(spec, specPath)
    .map(({ value }) => value)
    .filter((source) => at(source, 'ref') === undefined || ['chart', 'path'].some((each) => at(source, each) !== undefined));
  const sources = installing.map((source) => {
    const chart = textAt(source, 'chart');
    return { chart, folder: chart === undefined ? (textAt(source, 'path') ?? '.') : undefined };
  });
  return { manifest, name, specPath, spec, sources, namespace: textAt(spec, 'destination.namespace') };
}

/** A source as it stands in a spec, and where. */
export interface WrittenSource {
  readonly value: unknown;
  /** `spec.source`, `spec.sources[1]` */
  readonly path: string;
}

/** Sources that Argo CD reads: beside a list of them it passes over the single one. @see https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/ */
export function writtenSources(spec: Fields, specPath: string): readonly WrittenSource[] {
  const listed = items(spec['sources']);
  if (listed.length > 0) return listed.map((value, index) => ({ value, path: `${specPath}.sources[${index}]` }));
  return 'source' in spec ? [{ value: spec['source'], path: `${specPath}.source` }] : [];
}

/** Options of `syncPolicy.syncOptions`. */
export function hasSyncOption(installer: Installer, option: string): boolean {
  return itemsAt(installer.spec, 'syncPolicy.syncOptions').includes(option);
}

export function selfHeals(installer: Installer): boolean {
  return fields(fieldsAt(installer.spec, 'syncPolicy')['automated'])['selfHeal'] === true;
}

/** The folder that an object is applied from: that of the kustomization which builds it, or else that of its file; the root is empty. */
export function appliedFrom({ file = '', overlay }: WorldObject): string {
  if (overlay !== undefined) return overlay === '.' ? '' : overlay;
  return folderOf({ file });
}

/** Objects by the folder they are applied from, so that an Application finds those it installs. */
export class Folders {
  private readonly byFolder = new Map<string, WorldObject[]>();
  /** Every tail of every folder and of its parents: `b/c`, `c`, `b` for `a/b/c`. */
  private readonly byTail = new Map<string, Set<string>>();
  private readonly found = new Map<string, readonly WorldObject[]>();

  constructor(objects: readonly WorldObject[]) {
    for (const each of objects) {
      if (each.file === undefined) continue;
      const folder = appliedFrom(each);
      const known = this.byFolder.get(folder);
      if (known !== undefined) {
        known.push(each);
        continue;
      }
      this.byFolder.set(folder, [each]);
      const names = folder.split('/');
      for (let end = names.length; end > 0; end--) {
        for (let start = 0; start < end; start++) {
          const tail = names.slice(start, end).join('/');
          const folders = this.byTail.get(tail);
          if (folders === undefined) this.byTail.set(tail, new Set([folder]));
          else folders.add(folder);
        }
      }
    }
  }

  /**
   * The objects below a repository path. The tree that was read may be a part of the repository or hold it in a folder,
   * so the longest common tail decides; the fields of an ApplicationSet's template (`{{.name}}`) stand for one folder name.
   */
  below(path: string): readonly WorldObject[] {
    let found = this.found.get(path);
    if (found === undefined) this.found.set(path, (found = this.search(path)));
    return found;
  }

  private search(path: string): readonly WorldObject[] {
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    if (names.length === 0) return [...this.byFolder.values()].flat();
    if (path.includes('{{')) return this.matching(names);
    for (let start = 0; start < names.length; start++) {
      const folders = this.byTail.get(names.slice(start).join('/'));
      // With its first names cut off, a path must end at the root of the tree that was read.
      const fitting = [...(folders ?? [])].filter((folder) => start === 0 || `${folder}/`.startsWith(`${names.slice(start).join('/')}/`));
      if (fitting.length > 0) return fitting.flatMap((folder) => this.byFolder.get(folder) ?? []);
    }
    return [];
  }

  private matching(names: readonly string[]): readonly WorldObject[] {
    const pattern = names.map((name) => (name.includes('{{') ? '[^/]+' : name.replace(/[^\w-]/g, '\\$&'))).join('/');
    const fits = new RegExp(`(^|/)${pattern}(/|$)`);
    return [...this.byFolder].filter(([folder]) => fits.test(folder)).flatMap(([, objects]) => objects);
  }
}
