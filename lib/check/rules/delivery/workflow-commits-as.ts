import { jobsOf, textOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { parseShell } from '../../texts/shell.ts';

/** Steps that tell git who commits. */
const SAYS_WHO =
  /\buser\.(?:name|email)\b|GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL)|--author|git-config|setup-git|\bgh\s+auth\s+setup-git\b.*user/;
const ACTIONS = /(?:^|\/)(?:setup-git|git-config|configure-git|ghaction-import-gpg|git-auto-commit|semantic-release)/;

export const workflowCommitsAs = defineRule({
  id: 'workflow-commits-as',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A job that commits tells git who commits.',
  source:
    'https://git-scm.com/docs/git-commit#_commit_information; https://github.com/actions/checkout#push-a-commit-using-the-built-in-token',
  *check(manifest) {
    const everywhere = JSON.stringify(at(manifest.object, 'workflow.env') ?? '');
    for (const job of jobsOf(manifest)) {
      for (const [index, step] of job.steps.entries()) {
        const commit = step.run?.includes('commit') === true ? commitIn(step.run) : undefined;
        if (commit === undefined) continue;
        const before = job.steps.slice(0, index + 1);
        const known =
          SAYS_WHO.test(`${everywhere} ${JSON.stringify(job.fields['env'] ?? '')}`) ||
          before.some((each) => SAYS_WHO.test(textOf(each) + JSON.stringify(each.env)) || ACTIONS.test(each.action ?? ''));
        if (known || isPrepared(job)) break;
        yield {
          path: `${step.path}.run`,
          message: `job ${job.name} runs git ${commit}, and nothing before says who commits`,
          why: 'git ends with "Author identity unknown … Please tell me who you are": nothing is committed, and nothing delivered.',
          fix: 'Run git config user.name and git config user.email before.',
        };
        break;
      }
    }
  },
});

function commitIn(run: string): string | undefined {
  return parseShell(run).commands.flatMap(({ name, words, tested }) =>
    name === 'git' && !tested && words[1]?.text === 'commit' && !words.some(({ text }) => text === '--dry-run') ? ['commit'] : [],
  )[0];
}

/** A machine or an image of one's own may be told already; what a script does is not seen. */
function isPrepared({ fields, steps }: Job): boolean {
  return (
    JSON.stringify(fields['runs-on'] ?? '').includes('self-hosted') ||
    fields['container'] !== undefined ||
    steps.some(({ action = '', run = '' }) => action.startsWith('./') || /\.sh\b|\bmake\b/.test(run))
  );
}
