import { packageData } from '../package-data.ts';

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
  /** Served no more by this release, and kept for the message. */
  readonly unserved?: true;
  readonly deprecated?: true;
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

/** Reads a file of `imports/openapi`; only what is asked for is ever loaded. */
function read(name: string): unknown {
  return packageData(`imports/openapi/${name}`);
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
