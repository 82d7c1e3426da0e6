/** Folder of a file, seen from the root of the tree; the root itself is the empty text. */
export function folderOf({ file = '' }: { readonly file?: string | undefined }): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** The same of a path, as kustomize writes it: the root is `.`. */
export function parentFolder(file = ''): string {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? '.' : file.slice(0, slash);
}
