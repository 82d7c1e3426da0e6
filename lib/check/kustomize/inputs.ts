import { parentFolder } from '../folder.ts';
import { itemsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** The files of a tree, as a build reads them. */
export interface Inputs {
  readonly files: ReadonlySet<string>;
  /** The kustomization or component of a folder. */
  readonly kustomization: (folder: string) => WorldObject | undefined;
  /** Folders that have one. */
  readonly built: ReadonlySet<string>;
  /** Kubernetes objects of a file, in its order. */
  readonly objects: (file: string) => readonly WorldObject[];
  /** Documents of a YAML or JSON file, whatever they are. */
  readonly documents: (file: string) => readonly unknown[];
  readonly bytes: (file: string) => Uint8Array | undefined;
  readonly isWide: (object: Pick<WorldObject['object'], 'apiVersion' | 'kind'>) => boolean;
  /** Files outside a kustomization's folder may be read: somebody has allowed it. */
  readonly unrestricted: boolean;
  /** A schema is handed to kustomize somewhere: it counts for the whole build. */
  readonly withSchema: boolean;
}

/** What a path in a kustomization means. */
export type Meant =
  | { readonly is: 'file' | 'kustomization' | 'folder' | 'missing'; readonly path: string }
  /** A URL, or a place outside of what was read. */
  | { readonly is: 'remote' | 'unread'; readonly path: string };

/** What stands behind a path that a kustomization writes. */
export function meantBy(folder: string, written: string, { files, kustomization }: Inputs, folders: ReadonlySet<string>): Meant {
  const path = below(folder, written);
  if (path !== undefined && files.has(path)) return { is: 'file', path };
  if (path !== undefined && kustomization(path) !== undefined) return { is: 'kustomization', path };
  if (isRemote(written)) return { is: 'remote', path: written };
  if (path === undefined) return { is: 'unread', path: written };
  return { is: folders.has(path) ? 'folder' : 'missing', path };
}

/** `https://…`, `git@…`, `github.com/org/repo//path?ref=v1` */
export function isRemote(written: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^[\w.-]+@[\w.-]+:|[?&](?:ref|version)=|\.git(?:\/|$)|^(?:[\w-]+\.)+(?:com|org|io|net|dev)\//.test(
    written,
  );
}

/** A path from the root of the tree; `undefined` where it leaves it. */
export function below(folder: string, written: string): string | undefined {
  if (written.startsWith('/') || written.includes('\n')) return undefined;
  const names: string[] = [];
  for (const name of `${folder}/${written}`.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.length === 0 ? '.' : names.join('/');
}

/** Whether a kustomization takes in objects that are in no file of the tree: those of a URL, of a chart, of a plugin. */
export function takesInUnread(kustomization: unknown): boolean {
  const charts = ['helmCharts', 'helmChartInflationGenerator', 'generators'].some((list) => itemsAt(kustomization, list).length > 0);
  return (
    charts || ['resources', 'bases'].some((list) => itemsAt(kustomization, list).some((each) => typeof each === 'string' && isRemote(each)))
  );
}

/** The folder of a kustomization; the root is `.`. */
export function folderOf({ file = '' }: WorldObject): string {
  return parentFolder(file);
}
