import { jobsOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Commits before the one that is checked out, and how many of them; a branch or an older commit needs all. */
const PAST: readonly (readonly [test: RegExp, depth: (match: RegExpMatchArray) => number])[] = [
  [/(?:HEAD|\$\{?\w*(?:SHA|sha|COMMIT)\w*\}?)"?~(\d+)/, ([, steps = '1']) => Number(steps) + 1],
  [/(?:HEAD|\$\{?\w*(?:SHA|sha|COMMIT)\w*\}?)"?(\^+)(?!\{)/, ([, steps = '']) => steps.length + 1],
  [/\borigin\/[\w./${}-]+/, () => Infinity],
  [/github\.event\.(before|pull_request\.base\.sha)/, () => Infinity],
  [/\bmerge-base\b|\bdescribe\b(?=.*--tags)|--since\b/, () => Infinity],
];
const READS = /\bgit\s+(?:-\S+\s+)*(diff|diff-tree|log|show|rev-list|rev-parse|describe|merge-base|cherry|shortlog)\b[^\n|;&]*/g;
/** What takes files or the branch back to a commit before the last; a branch that they name may be the one that was checked out. */
const GOES_BACK = /\bgit\s+(?:-\S+\s+)*(restore|checkout|reset|revert|cherry-pick)\b[^\n|;&]*/g;
const FETCHES = /\bgit\s+fetch\b|\bgit\s+pull\b|--unshallow|--deepen/;

export const workflowFetchesHistory = defineRule({
  id: 'workflow-fetches-history',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A job that compares commits has fetched them: a checkout brings the last one only.',
  source: 'https://github.com/actions/checkout#fetch-all-history-for-all-tags-and-branches',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const depth = depthOf(job);
      if (depth === undefined) continue;
      for (const step of job.steps) {
        if (step.run === undefined) continue;
        const env = Object.entries(step.env).map(([name, value]) => [name, text(value) ?? ''] as const);
        const back = [...step.run.matchAll(GOES_BACK)].flatMap(([whole]) => {
          const needed = neededDepth(spelt(whole, env));
          return Number.isFinite(needed) ? { command: whole.trim(), needed } : [];
        });
        const asked = [
          ...[...step.run.matchAll(READS)].map(([whole]) => ({ command: whole.trim(), needed: neededDepth(spelt(whole, env)) })),
          ...back,
        ];
        const most = asked.sort((a, b) => b.needed - a.needed)[0];
        if (most === undefined || most.needed <= depth) continue;
        const { command, needed } = most;
        yield {
          path: `${step.path}.run`,
          message: `"${command}" in job ${job.name} asks for commits before the last, and the checkout fetches ${depth === 1 ? 'one' : depth}`,
          why: 'git ends with "unknown revision", or compares with nothing: no change is found, and nothing is built or delivered.',
          fix: `Add with: {fetch-depth: ${Number.isFinite(needed) ? needed : 0}} to actions/checkout.`,
        };
        return;
      }
    }
  },
});

/** Commits that the last checkout of a job fetches; `undefined` where all, or where something else fetches. */
function depthOf(job: Job): number | undefined {
  const checkouts = job.steps.filter(({ action }) => action === 'actions/checkout');
  if (checkouts.length === 0 || job.steps.some(({ run = '' }) => FETCHES.test(run))) return undefined;
  const depths = checkouts.map(({ inputs }) => Number(text(inputs['fetch-depth']) ?? '1'));
  return depths.some((each) => each === 0 || Number.isNaN(each)) ? undefined : Math.max(...depths);
}

function neededDepth(command: string): number {
  let needed = 0;
  for (const [test, depth] of PAST) {
    const match = command.match(test);
    if (match !== null) needed = Math.max(needed, depth(match));
  }
  return needed;
}

/** A variable of the step stands for what it holds: `$BASE` for `${{ github.event.before }}`. */
function spelt(command: string, env: readonly (readonly [string, string])[]): string {
  return env.reduce((found, [name, value]) => found.replace(new RegExp(`\\$\\{?${name}\\}?(?=["\\s]|$)`, 'g'), () => value), command);
}
