import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const workflowTokenReaches = defineRule({
  id: 'workflow-token-reaches',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A workflow that pushes to another repository does so with a token of its own, not with that of the run.',
  source:
    'https://docs.github.com/en/actions/security-for-github-actions/security-guides/automatic-token-authentication#permissions-for-the-github_token',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      for (const step of job.steps) {
        const repository = text(step.inputs['repository']);
        if (step.action !== 'actions/checkout' || repository === undefined || /\bgithub\.repository\b/.test(repository)) continue;
        const key = text(step.inputs['token']) ?? text(step.inputs['ssh-key']);
        if (key !== undefined && !/github\.token|secrets\.GITHUB_TOKEN/.test(key)) continue;
        const folder = text(step.inputs['path'])?.replace(/^\.\/|\/$/g, '') ?? '';
        const pushing = job.steps.find(
          ({ run }) => run !== undefined && /\bgit push\b/.test(run) && (folder === '' || run.includes(folder)),
        );
        // Whoever sets the address of the remote brings a token along.
        if (pushing === undefined || /@github\.com|remote (?:add|set-url)|extraheader/.test(pushing.run ?? '')) continue;
        yield {
          path: `${step.path}.with.${key === undefined ? 'repository' : 'token'}`,
          message: `${repository} is checked out with the token of this run, and ${pushing.path.replace(/^workflow\./, '')} pushes there`,
          why: 'That token is good for the repository of the workflow alone: the push ends with "403 Permission denied to github-actions[bot]", and what was built is not delivered.',
          fix: 'Give the checkout a token of an app, or a deploy key, that may write there.',
        };
      }
    }
  },
});
