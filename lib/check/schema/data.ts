/** A schema as it is stored: validation keywords of OpenAPI, `$ref` to a shared one of the same file or `kubernetes#name`. */
export type Raw = Readonly<Record<string, unknown>>;

/** A kind in one version of its group. */
export interface StoredKind {
  /** Name of its schema among the shared ones. */
  readonly schema: string;
  readonly scope?: 'Namespaced' | 'Cluster';
  /** First minor version of Kubernetes that has it; unstated where that is the oldest known. */
  readonly since?: number;
  /** Last minor version that has it; unstated where that is the newest known. */
  readonly until?: number;
  /** The release has it and serves it no more. */
  readonly unserved?: boolean;
  readonly deprecated?: boolean;
}

/** What one file of `imports/openapi` holds. */
export interface Stored {
  readonly releases: readonly string[];
  /** By `<group>/<version>/<kind>`; `v1/Pod` in the core group. */
  readonly kinds: Readonly<Record<string, StoredKind>>;
  readonly shared: Readonly<Record<string, Raw>>;
}

interface Index {
  /** API group → file. */
  readonly groups: Readonly<Record<string, string>>;
}

/** Where the files stand, seen from the bundle and from this file. */
const FOLDERS = ['../imports/openapi/', '../../../imports/openapi/'];

/** Reads a file of the package; only what is asked for is ever loaded. */
function read(name: string): unknown {
  for (const folder of FOLDERS) {
    const file = `${folder}${name}`;
    try {
      // The files are not part of the bundle, so that a start does not load them: they are required when a check needs them.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      return require(file);
    } catch (error) {
      if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`imports/openapi/${name} is not in this package`);
}

let index: Index | undefined;

/** API groups whose schemas are known. */
export function knownGroups(): ReadonlyMap<string, string> {
  index ??= read('index.json') as Index;
  groups ??= new Map(Object.entries(index.groups));
  return groups;
}

let groups: ReadonlyMap<string, string> | undefined;
const files = new Map<string, Stored>();

/** The schemas of one file, `kubernetes.json`. */
export function stored(file: string): Stored {
  let found = files.get(file);
  if (found === undefined) {
    found = read(file) as Stored;
    files.set(file, found);
  }
  return found;
}
