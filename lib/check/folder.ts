/** Folder of a file, seen from the root of the tree; the root itself is the empty text. */
export function folderOf({ file = '' }: { readonly file?: string | undefined }): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** The same of a path, as kustomize writes it: the root is `.`. */
export function parentFolder(file = ''): string {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? '.' : file.slice(0, slash);
}

/** The folders on the way to a file, the outermost first: `a/b/c.yaml` → `a`, `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

/** Every folder that has a file below it, but for the root. */
export function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
      const folder = file.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** The deepest folder that all of these are, or are in. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders;
  return rest.reduce((common, each) => {
    let above = common;
    while (above !== '' && above !== each && !each.startsWith(`${above}/`)) above = folderOf({ file: above });
    return above;
  }, first);
}
