import { repositoryKey, sourcesOf } from '../../delivery/sources.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Of a repository one of these is the main branch, hardly ever both. */
const MAIN = ['main', 'master'];

export const applicationRevisionAgrees = defineRule({
  id: 'application-revision-agrees',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Applications of one repository follow the same main branch.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/#git',
  *check(manifest, world) {
    for (const source of world.everywhere.installersOf(manifest).flatMap(sourcesOf)) {
      const revision = textAt(source.fields, 'targetRevision') ?? '';
      if (source.chart !== undefined) continue;
      if (PASSING.test(revision)) {
        yield {
          path: `${source.path}.targetRevision`,
          message: `it follows ${revision}, by its name the branch of one change`,
          why: 'When the change is merged, the branch stands still or is deleted: what is merged to the main branch is no longer installed, or the Application stays in ComparisonError.',
          fix: 'Write the main branch once the change is merged.',
        };
        return;
      }
      if (!MAIN.includes(revision)) continue;
      const counts = followers(world).get(repositoryKey(source.repository));
      const [other = ''] = MAIN.filter((each) => each !== revision);
      const [own, others] = [counts?.get(revision) ?? 0, counts?.get(other) ?? 0];
      if (own >= others) continue;
      yield {
        path: `${source.path}.targetRevision`,
        message: `it follows ${revision}, and ${others} other ${others === 1 ? 'source' : 'sources'} of the repository follow ${other}`,
        why: 'If that branch is gone, the Application stays in ComparisonError; if it is still there, it installs what was true before the branch was renamed.',
        fix: `Write ${other}.`,
      };
      return;
    }
  },
});

/** A branch that was made for one change, and goes when it is merged. */
const PASSING = /^(feat|feature|features|fix|bugfix|hotfix|wip|chore|refactor|docs|test|tmp|temp|dependabot|renovate)[/-]/i;

/** How many sources follow each main branch, by repository. */
function followers(world: World): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return world.everywhere.once('followers of main branches', () => {
    const found = new Map<string, Map<string, number>>();
    for (const source of world.everywhere.installers().flatMap(sourcesOf)) {
      const revision = textAt(source.fields, 'targetRevision') ?? '';
      if (source.chart !== undefined || !MAIN.includes(revision)) continue;
      const key = repositoryKey(source.repository);
      const counts = found.get(key) ?? new Map<string, number>();
      counts.set(revision, (counts.get(revision) ?? 0) + 1);
      found.set(key, counts);
    }
    return found;
  });
}
