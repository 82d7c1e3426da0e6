import { neededScopes } from '../../delivery/token-scopes.ts';
import { jobsOf, mayWrite, permissionsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { at, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const workflowPermissions = defineRule({
  id: 'workflow-permissions',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'The token of a workflow may do what its steps do, and no more.',
  source: 'https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/controlling-permissions-for-github_token',
  *check(manifest) {
    if (at(manifest.object, 'workflow.permissions') === 'write-all') yield broad('workflow.permissions');
    for (const job of jobsOf(manifest)) {
      if (job.fields['permissions'] === 'write-all') yield broad(`${job.path}.permissions`);
      const permissions = permissionsOf(manifest, job);
      const reader = typeof permissions === 'object' && textAt(permissions, 'contents') === undefined ? checkoutOf(job) : undefined;
      if (reader !== undefined) {
        yield {
          path: `${job.path}.permissions`,
          severity: 'info',
          message: `job ${job.name} checks out the repository, and its permissions leave out contents`,
          why: 'A right that is not named is taken away: in a private repository the checkout ends with "Repository not found".',
          fix: 'Add contents: read.',
        };
      }
      const said = new Set<string>(pushesOtherwise(job) ? ['contents'] : []);
      for (const step of job.steps) {
        for (const { scope, or, what } of neededScopes(step)) {
          if (said.has(scope) || [scope, ...or].some((each) => mayWrite(permissions, each))) continue;
          said.add(scope);
          // What the token may do by default is a setting of the repository; signing in elsewhere is never among it.
          const unstated = permissions === undefined && scope !== 'id-token';
          yield {
            path: permissions === undefined ? `${job.path}.permissions` : step.path,
            severity: unstated ? (scope === 'contents' || scope === 'packages' ? 'info' : 'warning') : 'error',
            message: `${what} needs permission ${scope}: write, which job ${job.name} ${permissions === undefined ? 'leaves to the settings of the repository' : 'does not grant'}`,
            why: 'The step ends with "Resource not accessible by integration": the run is red, or its result reaches nobody.',
            fix: `Add permissions: {contents: read, ${scope}: write} to the job.`,
          };
        }
      }
    }
  },
});

/** A checkout of the repository itself with the token of the workflow. */
function checkoutOf({ steps }: Job): Step | undefined {
  return steps.find(
    ({ action, inputs }) => action === 'actions/checkout' && ['token', 'ssh-key', 'repository'].every((name) => inputs[name] === undefined),
  );
}

/** What a checkout with a token or key of its own, or of another repository, leaves behind pushes without the workflow's token. */
function pushesOtherwise(job: Job): boolean {
  return job.steps.some(
    ({ action, inputs, run }) =>
      (action === 'actions/checkout' &&
        ['token', 'ssh-key', 'repository'].some(
          (name) => inputs[name] !== undefined && !/github\.token|GITHUB_TOKEN/.test(text(inputs[name]) ?? ''),
        )) ||
      action === 'webfactory/ssh-agent' ||
      /@github\.com|git remote (add|set-url)|\bgit push (-\S+ )*["']?\$/.test(run ?? ''),
  );
}

function broad(path: string): {
  readonly path: string;
  readonly severity: 'warning';
  readonly message: string;
  readonly why: string;
  readonly fix: string;
} {
  return {
    path,
    severity: 'warning',
    message: 'the token may write everything (write-all)',
    why: 'Any action of the workflow, and whoever takes one over, can push to branches, publish packages and change releases.',
    fix: 'Name the permissions that the steps need, such as contents: read.',
  };
}
