import { knownBranches, pushedBranches } from '../../delivery/workflow-triggers.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { nearMiss } from '../../delivery/workflow-places.ts';
import { parseShell } from '../../texts/shell.ts';

const REF = /github\.(?:ref_name\s*==\s*'([\w./-]+)'|ref\s*==\s*'refs\/heads\/([\w./-]+)')/g;
/** A reference begins with `refs/`, whatever it is. */
const BARE = /github\.ref\s*[!=]=\s*'(?!refs\/)([\w./-]+)'/g;
/** Of a repository one of these is the main branch, hardly ever both. */
const MAIN = new Set(['main', 'master']);

export const workflowBranchRuns = defineRule({
  id: 'workflow-branch-runs',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'The branches that conditions and pushes of a workflow name are ones that the repository works with.',
  source:
    'https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions#onpushbranchestagsbranches-ignoretags-ignore',
  *check(manifest, world) {
    const branches = pushedBranches(manifest);
    for (const job of jobsOf(manifest)) {
      const conditions = [
        { path: `${job.path}.if`, text: job.condition ?? '' },
        ...itemsAt(job.fields, 'steps').map((step, index) => ({ path: `${job.path}.steps[${index}].if`, text: textAt(step, 'if') ?? '' })),
      ];
      for (const { path, text } of conditions) {
        for (const [, branch = ''] of text.matchAll(BARE)) {
          yield {
            path,
            severity: 'error',
            message: `github.ref is compared with "${branch}", and is refs/heads/${branch}`,
            why: 'The condition never holds: what it guards never runs, and the run is green.',
            fix: `Write github.ref == 'refs/heads/${branch}', or github.ref_name == '${branch}'.`,
          };
        }
        for (const [, name, ref] of text.matchAll(REF)) {
          const branch = name ?? ref ?? '';
          if (branches === undefined || branches.includes(branch)) continue;
          yield {
            path,
            message: `it holds on branch ${branch} only, and pushes to ${branches.join(', ')} start the workflow`,
            why: 'The condition never holds: what it guards (a push of images, a release) never runs, and the run is green.',
            fix: nearMiss(branch, branches) ?? `Ask for ${branches.join(' or ')}, or add ${branch} to the branches that start it.`,
          };
        }
      }
      for (const step of job.steps) {
        if (step.run?.includes('git push') !== true) continue;
        const target = pushed(step.run);
        const known = knownBranches(world);
        const other = [...MAIN].find((each) => each !== target && known.has(each));
        if (target === undefined || !MAIN.has(target) || known.has(target) || other === undefined) continue;
        yield {
          path: `${step.path}.run`,
          message: `it pushes to ${target}, and workflows and Applications here work with ${other}`,
          why: `The commit lands on a branch that nobody reads, or the push is refused: what was built is not delivered.`,
          fix: `Push to ${other}.`,
        };
      }
    }
  },
});

/** `git push origin HEAD:main` → `main`. */
function pushed(run: string): string | undefined {
  for (const { name, words } of parseShell(run).commands) {
    const rest = words.slice(1).map(({ text }) => text);
    if (name !== 'git' || rest[0] !== 'push') continue;
    const plain = rest.slice(1).filter((word) => !word.startsWith('-'));
    const target = plain[1]
      ?.split(':')
      .at(-1)
      ?.replace(/^refs\/heads\//, '');
    if (target !== undefined) return target;
  }
  return undefined;
}
