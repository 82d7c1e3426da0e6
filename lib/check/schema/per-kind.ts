import type { Issue, Rule } from '../rule.ts';
import type { World } from '../world.ts';

/** What there is to say of a kind in one version, whatever an object of it holds. */
type JudgeOfKind = (apiVersion: string, kind: string, world: World) => Iterable<Issue>;

/** The `check` of a rule that looks at apiVersion and kind only: it is asked once of each, not of every object. */
export function perKind(rule: string, judge: JudgeOfKind): Rule['check'] {
  return ({ object: { apiVersion, kind } }, world) => {
    const versions = world.once(`${rule} by kind`, () => new Map<string, Map<string, readonly Issue[]>>());
    let kinds = versions.get(apiVersion);
    if (kinds === undefined) versions.set(apiVersion, (kinds = new Map()));
    let issues = kinds.get(kind);
    if (issues === undefined) kinds.set(kind, (issues = [...judge(apiVersion, kind, world)]));
    return issues;
  };
}
