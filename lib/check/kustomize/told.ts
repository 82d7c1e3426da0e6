import type { Issue, WorldObject } from '../rule.ts';
import type { BuildRule } from './problem.ts';

const NONE: readonly Issue[] = Object.freeze([]);

/** What building kustomizations came upon, as far as one rule tells it. */
export function told({ build }: WorldObject, rule: BuildRule): readonly Issue[] {
  if (build === undefined) return NONE;
  return build.filter((each) => each.rule === rule).map(({ rule: _, ...issue }) => issue);
}

/** What is built, and what has it built with changes of its own. */
export const BUILDING_KINDS = [
  'kustomize.config.k8s.io/v1beta1/Kustomization',
  'kustomize.config.k8s.io/v1alpha1/Component',
  'kustomize.toolkit.fluxcd.io/v1/Kustomization',
  'argoproj.io/v1alpha1/Application',
  'argoproj.io/v1alpha1/ApplicationSet',
] as const;
