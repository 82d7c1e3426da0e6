import { kube, ruleCases } from '../../testing.ts';
import { workflowOutputsWritten } from './workflow-outputs-written.ts';

const workflow = (step: object, expression: string) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { jobs: { build: { steps: [{ id: 'tag', ...step }, { run: `echo \${{ ${expression} }}` }] } } } },
  );
const run = (...lines: readonly string[]) => ({ run: lines.join('\n') });

ruleCases(workflowOutputsWritten, {
  accepts: {
    'what a script writes': [
      workflow(
        run('echo "short=${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"', 'if true; then echo long=x >> $GITHUB_OUTPUT; fi'),
        'steps.tag.outputs.long',
      ),
      workflow(run("echo 'list<<EOF' >> $GITHUB_OUTPUT", 'ls >> $GITHUB_OUTPUT', 'echo EOF >> $GITHUB_OUTPUT'), 'steps.tag.outputs.list'),
    ],
    'a block, a program and an action that nobody knows': [
      workflow(run('{', '  echo "a=b"', '} >> "$GITHUB_OUTPUT"'), 'steps.tag.outputs.a'),
      workflow(run('python tags.py'), 'steps.tag.outputs.a'),
      workflow({ uses: 'acme/tags@v1' }, 'steps.tag.outputs.a'),
    ],
    'outputs of actions': [
      workflow({ uses: 'docker/metadata-action@v5' }, 'steps.tag.outputs.tags'),
      workflow(
        { uses: 'dorny/paths-filter@v3', with: { filters: 'web: ["web/**"]' } },
        "steps.tag.outputs.web == 'true' && steps.tag.outputs.changes",
      ),
    ],
    'whether a step went well': [workflow(run('echo "a=b" >> $GITHUB_OUTPUT'), 'steps.tag.outcome')],
  },
  refuses: {
    'another name': {
      given: [workflow(run('echo "short=x" >> "$GITHUB_OUTPUT"'), 'steps.tag.outputs.shrt')],
      says: 'job build reads steps.tag.outputs.shrt, and the step writes short',
      fix: 'Did you mean steps.tag.outputs.short?',
    },
    'an output that an action does not have': {
      given: [
        workflow({ uses: 'docker/metadata-action@v5' }, 'steps.tag.outputs.image'),
        workflow({ uses: 'dorny/paths-filter@v3', with: { filters: 'web: ["web/**"]' } }, 'steps.tag.outputs.api'),
      ],
      says: [
        'job build reads steps.tag.outputs.api, and the step writes changes, web, web_count, web_files',
        'job build reads steps.tag.outputs.image, and the step writes version, tags, tag-names, labels, annotations, json',
      ],
    },
  },
});
