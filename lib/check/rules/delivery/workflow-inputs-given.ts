import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { defineRule } from '../../rule.ts';

/** Inputs without which an action refuses to run; of a list in brackets one is enough. */
const REQUIRED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'actions/cache': [['path'], ['key']],
  'actions/github-script': [['script']],
  'actions/setup-java': [['distribution'], ['java-version', 'java-version-file']],
  'actions/upload-artifact': [['path']],
  'aws-actions/configure-aws-credentials': [['aws-region']],
  'dorny/paths-filter': [['filters']],
  'google-github-actions/get-gke-credentials': [['cluster_name']],
  'peter-evans/repository-dispatch': [['event-type']],
};

export const workflowInputsGiven = defineRule({
  id: 'workflow-inputs-given',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A step gives its action the inputs without which the action does not run.',
  source:
    'https://docs.github.com/en/actions/sharing-automations/creating-actions/metadata-syntax-for-github-actions#inputsinput_idrequired',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      for (const step of job.steps) {
        for (const choices of REQUIRED[step.action ?? ''] ?? []) {
          if (choices.some((each) => step.inputs[each] !== undefined)) continue;
          yield {
            path: `${step.path}.with`,
            message: `${step.action ?? ''} is not given ${choices.join(' or ')}`,
            why: 'The action ends at once with "Input required and not supplied", and with it the job.',
            fix: `Add with: {${choices[0] ?? ''}: …}.`,
          };
        }
      }
    }
  },
});
