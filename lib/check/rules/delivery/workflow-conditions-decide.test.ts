import { kube, ruleCases } from '../../testing.ts';
import { workflowConditionsDecide } from './workflow-conditions-decide.ts';

const workflow = (job: string | undefined, step?: string) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { jobs: { build: { if: job, steps: [{ name: 'Push', run: 'make', if: step }] } } } },
  );

ruleCases(workflowConditionsDecide, {
  accepts: {
    'expressions with and without braces': [
      workflow("github.ref == 'refs/heads/main'"),
      workflow("${{ needs.detect.outputs.changed != '[]' && github.event_name == 'push' }}"),
      workflow('${{ always() }}\n', "env.PUSH == 'true' && matrix.service != 'web' && steps.tag.outputs.short >= 3"),
      workflow('${{ !github.event.pull_request.draft }}', 'failure()'),
    ],
    'words that are called like contexts': [workflow("contains(github.event.head_commit.message, 'secrets.yaml env.')")],
    'no condition': [workflow(undefined)],
    'quotes within a text': [workflow(`contains(github.event.comment.body, 'say "yes" = no')`)],
  },
  refuses: {
    'a comparison outside the braces': {
      given: [workflow("${{ needs.detect.outputs.changed }} != '[]'")],
      says: "the condition of job build is text around an expression: ${{ needs.detect.outputs.changed }} != '[]'",
      fix: 'Put the whole condition inside one ${{ }}, or leave the braces out.',
    },
    'a secret in a condition': {
      given: [workflow(undefined, "secrets.TOKEN != ''")],
      says: 'the condition of step "Push" reads secrets, which cannot be read there',
    },
    'the environment in the condition of a job': {
      given: [workflow("env.BUILD == 'true'")],
      says: 'the condition of job build reads env, which cannot be read there',
    },
    'double quotes, and one equals sign': {
      given: [workflow('github.ref == "refs/heads/main"', "github.event_name = 'push'")],
      says: [
        'the condition of job build holds double quotes: github.ref == "refs/heads/main"',
        'the condition of step "Push" holds a single =: github.event_name = \'push\'',
      ],
    },
  },
});
