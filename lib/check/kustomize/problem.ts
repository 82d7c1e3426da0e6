import type { Issue, WorldObject } from '../rule.ts';

/** Rules that tell what a build came upon. */
export type BuildRule =
  | 'kustomization-builds'
  | 'kustomization-lists-files'
  | 'kustomization-load-restriction'
  | 'kustomization-name-reference'
  | 'kustomization-namespace-spares'
  | 'kustomization-orphan'
  | 'kustomization-patch-target'
  | 'kustomization-resource-exists'
  | 'variable-substituted';

/** Something that a build came upon, as the rule tells it. */
export interface BuildIssue extends Issue {
  readonly rule: BuildRule;
}

/** Tells something about a kustomization, or about an object that one builds. */
export type Report = (about: WorldObject, issue: BuildIssue) => void;

/** What kustomize refuses to build. */
export const BROKEN = {
  rule: 'kustomization-builds',
  severity: 'error',
  why: 'kustomize refuses to build: Argo CD shows ComparisonError, and nothing of this folder is delivered any more.',
} as const;
