import type { Issue, WorldObject } from '../rule.ts';
import type { BuildRule } from './problem.ts';

/** What building kustomizations came upon, as far as one rule tells it. */
export function told({ build = [] }: WorldObject, rule: BuildRule): readonly Issue[] {
  return build.filter((each) => each.rule === rule).map(({ rule: _, ...issue }) => issue);
}
