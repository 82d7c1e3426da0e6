import type { KubeObject } from '../manifest/manifest.ts';
import type { BuildIssue } from './kustomize/problem.ts';
import type { World } from './world.ts';

/** `error`: it will not work. `warning`: it will hurt. `info`: worth knowing, or not provable from here. */
export type Severity = 'error' | 'warning' | 'info';

/** An object to judge or to look up, and where it came from. A `Manifest` is one. */
export interface WorldObject {
  readonly object: KubeObject;
  readonly cluster?: string | undefined;
  /** Path of the file it stands in, with `/`. Argo CD Applications are matched to objects by its folder. */
  readonly file?: string | undefined;
  readonly construct?: string | undefined;
  /** Line of the file, from 1, on which a field stands; looked for only when a finding asks. */
  readonly lineOf?: ((path: string) => number | undefined) | undefined;
  /** Keys that stand twice in the object's text, where the last one counts. */
  readonly doubled?: readonly DoubledKey[] | undefined;
  /** Folder of the kustomization that builds it, where one does: it is applied from there, wherever its file stands. */
  readonly overlay?: string | undefined;
  /** What building kustomizations came upon, about a kustomization or about what it builds. */
  readonly build?: readonly BuildIssue[] | undefined;
}

/** A key that stands twice in one map of a YAML document. */
export interface DoubledKey {
  /** `spec.template.metadata.labels.app` */
  readonly path: string;
  /** Lines on which it stands first and last, counted from the document's first. */
  readonly first: number;
  readonly last: number;
  /** Both say the same. */
  readonly same: boolean;
}

/** One mistake, as a rule states it; the engine adds rule, object, file and construct. */
export interface Issue {
  /** Where in the object: `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** What was found, with the actual values and the near miss. No full stop at the end. */
  readonly message: string;
  /** What to do, as imperative sentences. */
  readonly fix: string;
  /** What would have happened on the cluster. */
  readonly why?: string | undefined;
  /** Only where this case is milder or harder than the rule as a whole. */
  readonly severity?: Severity | undefined;
}

/** One question that is asked of every object of some kinds. */
export interface Rule {
  /** Lower-case words with hyphens, at most 50 characters: it becomes part of an annotation's name. */
  readonly id: string;
  readonly severity: Severity;
  /** `v1/Service`, `apps/v1/Deployment`: other versions of the same group and kind are asked too. */
  readonly kinds: readonly string[] | 'all';
  /** What holds on a sound cluster, in one sentence. */
  readonly asks: string;
  /** Where that comes from: a link, or a section of the specification. */
  readonly source: string;
  /** Reads the whole world, speaks only of the manifest in its hand. */
  check(manifest: WorldObject, world: World): Iterable<Issue>;
}

/** Checks the shape of a rule at compile time; the value is the rule itself. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** `networking.istio.io/v1/Gateway` → `networking.istio.io/Gateway`; `v1/Service` → `Service`: versions of one group are one kind. */
export function kindKey(kind: string): string {
  let key = keys.get(kind);
  if (key === undefined) {
    const parts = kind.split('/');
    key = parts.length === 3 ? `${parts[0] ?? ''}/${parts[2] ?? ''}` : (parts.at(-1) ?? '');
    keys.set(kind, key);
  }
  return key;
}

const keys = new Map<string, string>();

/** The same key, of an object. */
export function kindOf({ apiVersion, kind }: KubeObject): string {
  const slash = apiVersion.indexOf('/');
  if (slash === -1) return kind;
  // Asked of every object again and again: a text that was made before is also found faster in a map.
  let kinds = kindKeys.get(apiVersion);
  if (kinds === undefined) {
    kinds = new Map();
    if (kindKeys.size < MOST_VERSIONS) kindKeys.set(apiVersion, kinds);
  }
  let key = kinds.get(kind);
  if (key === undefined) {
    key = `${apiVersion.slice(0, slash)}/${kind}`;
    if (kinds.size < MOST_VERSIONS) kinds.set(kind, key);
  }
  return key;
}

const kindKeys = new Map<string, Map<string, string>>();
const MOST_VERSIONS = 1_000;

/** `blog-system/web`: namespace and name of an object, the namespace empty where it has none. */
export function fullName({ object }: WorldObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** One object of a file, as two kustomizations build it: stages, which may be on two clusters. */
export function isOtherStage(one: WorldObject, other: WorldObject): boolean {
  return one.overlay !== undefined && one.overlay !== other.overlay && one.file !== undefined && one.file === other.file;
}
