import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

/** One kind that we use, in the one version that we use. */
export interface Kind {
  readonly version: string;
  /** Subtrees that are left out, `spec.*.toPorts.listener`: `*` stands for one name, lists add no segment. */
  readonly without?: readonly string[];
  /** Subtrees that are typed by a class of core Kubernetes: path → its name in `cdk8s-plus-30/lib/imports/k8s`. */
  readonly typedBy?: Readonly<Record<string, string>>;
}

/** Kinds of one API group that come from one upstream release. */
export interface DefinitionSource {
  readonly group: string;
  readonly version: string;
  readonly kinds: Readonly<Record<string, Kind>>;
}

export interface ChartSource {
  readonly name: string;
  readonly version: string;
}

/** What `sources.yaml` says. */
export interface Sources {
  readonly definitions: readonly DefinitionSource[];
  readonly charts: readonly ChartSource[];
}

export function readSources(file: string): Sources {
  return load(readFileSync(file, 'utf8')) as Sources;
}

/** `argo-cd-7.7.23`: the name that the files of one chart share. */
export function chartId({ name, version }: ChartSource): string {
  return `${name}-${version}`;
}
