import { at, fieldsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { foldersByContent } from './coverage.ts';
import { generated, sourcesOf, type SourceEntry } from './sources.ts';
import { isBuilt, isManifest, type FileTree } from './tree.ts';

/** Argo CD passes over YAML that is no object, so a file of values alone installs nothing. */
const VALUES = /^values(?:[-_.].*)?\.ya?ml$/;

/** A folder that an Application installs, as its source has it read. */
export class SourceFolder {
  /** Its kustomization, by the name of the file. */
  readonly kustomization: string | undefined;
  /** The source reads folders below it, or something else than plain manifests. */
  readonly recursive: boolean;
  private readonly names: readonly string[];
  private inner: readonly string[] | undefined;

  constructor(
    private readonly source: SourceEntry,
    /** As it is found in the tree. */
    readonly folder: string,
    private readonly tree: FileTree,
  ) {
    this.names = tree.filesIn(folder);
    this.kustomization = this.names.find((name) => /^(kustomization\.ya?ml|Kustomization)$/.test(name));
    const { fields } = source;
    this.recursive = at(fields, 'directory.recurse') === true || fields['helm'] !== undefined || fields['kustomize'] !== undefined;
  }

  /** Folders below it, at any depth, that hold manifests. */
  get below(): readonly string[] {
    return (this.inner ??= this.tree
      .below(this.folder)
      .filter((each) => this.tree.filesIn(each).some((name) => isManifest(name) && !VALUES.test(name))));
  }

  /** Folders below it that hold values of charts, and no manifest. */
  get lent(): readonly string[] {
    const own = new Set(this.below);
    return this.tree.below(this.folder).filter((each) => !own.has(each) && this.tree.filesIn(each).some((name) => VALUES.test(name)));
  }

  /** The source has settings of this tool. */
  has(tool: 'kustomize' | 'directory' | 'helm'): boolean {
    return Object.keys(fieldsAt(this.source.fields, tool)).length > 0;
  }

  /** Names that the source leaves out. */
  get excluded(): string | undefined {
    return textAt(this.source.fields, 'directory.exclude');
  }

  /** A tool makes manifests of it. */
  get built(): boolean {
    return isBuilt(this.names) || this.source.fields['plugin'] !== undefined;
  }

  /** Nothing in it is read. */
  get empty(): boolean {
    return !this.names.some(isManifest) && (this.below.length === 0 || !this.recursive);
  }

  /** Files of values, where nothing else stands in the folder that could be a manifest. */
  get onlyValues(): readonly string[] {
    const own = this.names.filter(isManifest);
    return own.every((name) => VALUES.test(name)) && this.excluded === undefined ? own : [];
  }

  /** A file that would make it a chart or a kustomization, but for the end of its name. */
  get misnamed(): string | undefined {
    return this.names.find((name) => /^(Chart|kustomization|values)\.ya?ml\W/i.test(name));
  }

  /** Folders below that nobody reads; one that another Application reads, or that is a chart of its own, is not forgotten. */
  forgotten(elsewhere: (folder: string) => boolean): readonly string[] {
    if (this.recursive || at(this.source.fields, 'directory.exclude') !== undefined) return [];
    const apart = /(^|\/)(charts|templates|tests?|examples?)(\/|$)/;
    return this.below.filter(
      (each) => !isBuilt(this.tree.filesIn(each)) && !elsewhere(each) && !apart.test(each.slice(this.folder.length)),
    );
  }

  /** Folders as seen from this one, the first four of them. */
  shown(folders: readonly string[]): string {
    const names = folders.map((each) => (this.folder === '' ? each : each.slice(this.folder.length + 1))).sort();
    return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
  }
}

/** Whether another Application reads a folder, or it only lends values. */
export function readElsewhere(manifest: WorldObject, world: World, tree: FileTree): (folder: string) => boolean {
  const { readers, patterns } = world.once('readers of folders', () => {
    const installers = world.everywhere.installers();
    const byFolder = new Map<string, Set<WorldObject>>();
    for (const each of installers) {
      for (const { folder, repository } of sourcesOf(each)) {
        const found = folder === undefined || folder === '' ? undefined : tree.folder(folder, repository);
        if (found !== undefined) byFolder.set(found, (byFolder.get(found) ?? new Set()).add(each.manifest));
      }
    }
    return { readers: byFolder, patterns: installers.flatMap(generated) };
  });
  const { lent } = foldersByContent(world);
  return (folder) => {
    if (lent.has(folder) || patterns.some((each) => each.test(folder))) return true;
    for (let end = folder.length; end > 0; end = folder.lastIndexOf('/', end - 1)) {
      const found = readers.get(folder.slice(0, end));
      if (found !== undefined && (found.size > 1 || !found.has(manifest))) return true;
    }
    return false;
  };
}
