import { textAt } from '../read.ts';
import { textOf, type Step } from './workflows.ts';

/** A right of the workflow's token that a step needs. */
export interface NeededScope {
  readonly scope: string;
  /** Any of these is enough: a comment on a pull request is one on its issue. */
  readonly or: readonly string[];
  readonly what: string;
}

interface Known {
  readonly scope: string;
  readonly or?: readonly string[];
}

/** Actions that write with the token of the workflow, from their own documentation. */
const ACTIONS: Readonly<Record<string, Known>> = {
  'github/codeql-action/upload-sarif': { scope: 'security-events' },
  'github/codeql-action/analyze': { scope: 'security-events' },
  'actions/deploy-pages': { scope: 'pages' },
  'actions/attest-build-provenance': { scope: 'attestations' },
  'actions/stale': { scope: 'issues', or: ['pull-requests'] },
  'actions/labeler': { scope: 'pull-requests' },
  'actions/create-release': { scope: 'contents' },
  'softprops/action-gh-release': { scope: 'contents' },
  'ncipollo/release-action': { scope: 'contents' },
  'stefanzweifel/git-auto-commit-action': { scope: 'contents' },
  'peter-evans/create-pull-request': { scope: 'pull-requests' },
  'peter-evans/create-or-update-comment': { scope: 'pull-requests', or: ['issues'] },
  'marocchino/sticky-pull-request-comment': { scope: 'pull-requests' },
  'thollander/actions-comment-pull-request': { scope: 'pull-requests' },
  'EnricoMi/publish-unit-test-result-action': { scope: 'checks' },
  'dorny/test-reporter': { scope: 'checks' },
  'helm/chart-releaser-action': { scope: 'contents' },
  'JamesIves/github-pages-deploy-action': { scope: 'contents' },
  'peaceiris/actions-gh-pages': { scope: 'contents' },
};

/** Calls of GitHub's API in `actions/github-script`, and of its command line in `run`. */
const CALLS: readonly (Known & { readonly test: RegExp; readonly what: string })[] = [
  {
    test: /issues\.(createComment|updateComment|addLabels|create)\b/,
    scope: 'issues',
    or: ['pull-requests'],
    what: 'an issue or comment of a script',
  },
  { test: /pulls\.(create|createReview|createReviewComment|merge|update)\b/, scope: 'pull-requests', what: 'a pull request of a script' },
  { test: /checks\.(create|update)\b/, scope: 'checks', what: 'a check of a script' },
  { test: /repos\.createRelease\b/, scope: 'contents', what: 'a release of a script' },
  { test: /repos\.(createCommitStatus|createDeployment)\b/, scope: 'statuses', or: ['deployments'], what: 'a status of a script' },
  { test: /\bgh\s+pr\s+(comment|create|merge|review|edit)\b/, scope: 'pull-requests', or: ['issues'], what: '"gh pr"' },
  { test: /\bgh\s+issue\s+(create|comment|close|edit)\b/, scope: 'issues', what: '"gh issue"' },
  // With a password or key of its own in the address it is somebody else who pushes.
  { test: /\bgit\s+push\b(?![^\n]*(?:@|--dry-run))/, scope: 'contents', what: '"git push"' },
  { test: /\bgh\s+release\s+(create|upload)\b/, scope: 'contents', what: '"gh release"' },
];

/** Rights of the token that a step needs; none where it brings a token of its own. */
export function neededScopes(step: Step): readonly NeededScope[] {
  const token = ['token', 'github-token', 'github_token', 'repo-token', 'GITHUB_TOKEN', 'personal_token'].flatMap(
    (name) => textAt(step.inputs, name) ?? [],
  );
  if (token.some((each) => !/github\.token|secrets\.GITHUB_TOKEN/i.test(each))) return [];
  const action = step.action === undefined ? undefined : ACTIONS[step.action];
  const found: NeededScope[] = action === undefined ? [] : [{ scope: action.scope, or: action.or ?? [], what: step.action ?? '' }];
  if (
    step.action === 'aws-actions/configure-aws-credentials' &&
    step.inputs['role-to-assume'] !== undefined &&
    step.inputs['aws-access-key-id'] === undefined
  )
    found.push({ scope: 'id-token', or: [], what: step.action });
  if (step.action === 'google-github-actions/auth' && step.inputs['workload_identity_provider'] !== undefined)
    found.push({ scope: 'id-token', or: [], what: step.action });
  if (
    step.action === 'docker/login-action' &&
    textAt(step.inputs, 'registry') === 'ghcr.io' &&
    /GITHUB_TOKEN|github\.token/.test(textAt(step.inputs, 'password') ?? '')
  )
    found.push({ scope: 'packages', or: [], what: 'a login to ghcr.io' });
  const said = step.action === 'actions/github-script' || step.run !== undefined ? textOf(step) : '';
  const ownToken = /secrets\.(?!GITHUB_TOKEN)\w+/.test(said);
  return [
    ...found,
    ...(ownToken ? [] : CALLS.filter(({ test }) => test.test(said)).map(({ scope, or = [], what }) => ({ scope, or, what }))),
  ];
}
