/** A folder that somebody reads manifests from. */
export interface SyncedFolder {
  /** Without a slash at the end; `.` is the whole repository. */
  readonly path: string;
  readonly recurse: boolean;
}

/** What is left in the folders of a repository after a delivery. */
export class Remains {
  readonly #folders = new Set<string>(['.']);
  readonly #withManifests = new Set<string>();
  readonly #aboveManifests = new Set<string>(['.']);

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const isManifest = /\.(ya?ml|json)$/.test(path);
      let folder = parentOf(path);
      if (isManifest) this.#withManifests.add(folder);
      // What is known is known with all that is above it.
      const known = isManifest ? this.#aboveManifests : this.#folders;
      while (!known.has(folder)) {
        this.#folders.add(folder);
        known.add(folder);
        folder = parentOf(folder);
      }
    }
  }

  /** Whether Argo CD finds manifests there, something else, or no folder at all. */
  of({ path, recurse }: SyncedFolder): 'manifests' | 'other' | 'nothing' {
    if (!this.#folders.has(path)) return 'nothing';
    return (recurse ? this.#aboveManifests : this.#withManifests).has(path) ? 'manifests' : 'other';
  }
}

function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end === -1 ? '.' : path.slice(0, end);
}
