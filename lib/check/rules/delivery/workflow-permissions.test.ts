import { kube, ruleCases } from '../../testing.ts';
import { workflowPermissions } from './workflow-permissions.ts';

const workflow = (steps: object[], permissions?: unknown, job: object = {}) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { ...(permissions === undefined ? {} : { permissions }), jobs: { scan: { steps, ...job } } } },
  );
const sarif = { uses: 'github/codeql-action/upload-sarif@v3' };
const comment = { uses: 'actions/github-script@v7', with: { script: 'await github.rest.issues.createComment({})' } };

ruleCases(workflowPermissions, {
  accepts: {
    'permissions of the workflow': [workflow([sarif, comment], { 'security-events': 'write', 'pull-requests': 'write' })],
    'permissions of the job': [workflow([sarif], { contents: 'read' }, { permissions: { 'security-events': 'write' } })],
    'a token of its own': [
      workflow([{ uses: 'peter-evans/create-pull-request@v6', with: { token: '${{ secrets.BOT_TOKEN }}' } }], { contents: 'read' }),
    ],
    'a push with a key or token of its own': [
      workflow([{ uses: 'actions/checkout@v4', with: { token: '${{ secrets.BOT }}' } }, { run: 'git push' }], { contents: 'read' }),
      workflow([{ uses: 'actions/checkout@v4' }, { run: 'git push https://bot:$TOKEN@github.com/o/r.git' }], { contents: 'read' }),
    ],
    'steps that only read': [workflow([{ uses: 'actions/checkout@v4' }, { run: 'make test' }])],
    'keys instead of a role': [
      workflow([{ uses: 'aws-actions/configure-aws-credentials@v4', with: { 'aws-access-key-id': 'x', 'role-to-assume': 'y' } }]),
    ],
  },
  refuses: {
    'a push that may only read': {
      given: [workflow([{ uses: 'actions/checkout@v4' }, { run: 'git commit -am x\ngit push origin main' }], { contents: 'read' })],
      says: '"git push" needs permission contents: write, which job scan does not grant',
    },
    'scopes that nobody states': {
      given: [workflow([sarif, comment])],
      says: [
        'an issue or comment of a script needs permission issues: write, which job scan leaves to the settings of the repository',
        'github/codeql-action/upload-sarif needs permission security-events: write, which job scan leaves to the settings of the repository',
      ],
    },
    'a scope that is not granted': {
      given: [workflow([sarif], { contents: 'read' })],
      says: 'github/codeql-action/upload-sarif needs permission security-events: write, which job scan does not grant',
    },
    'a role of a cloud': {
      given: [workflow([{ uses: 'aws-actions/configure-aws-credentials@v4', with: { 'role-to-assume': 'arn' } }])],
      says: 'aws-actions/configure-aws-credentials needs permission id-token: write, which job scan leaves to the settings of the repository',
    },
    everything: { given: [workflow([], 'write-all')], says: 'the token may write everything (write-all)' },
  },
});
