import { jobsOf, triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Values that a stranger chooses: titles, texts, branch names. */
const CHOSEN =
  /\$\{\{[^}]*\bgithub\.(event\.(issue\.(title|body)|pull_request\.(title|body|head\.(ref|label|repo\.default_branch))|comment\.body|review(_comment)?\.body|discussion\.(title|body)|head_commit\.(message|author\.(email|name))|commits\b[^}]*\.(message|author)|pages\b[^}]*\.page_name|workflow_run\.head_branch)|head_ref)\b[^}]*\}\}/;

export const workflowNoInjection = defineRule({
  id: 'workflow-no-injection',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'No text that strangers choose becomes part of a command, and no code of theirs runs with the secrets of the repository.',
  source:
    'https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#understanding-the-risk-of-script-injections',
  *check(manifest) {
    const trusted = !triggersOf(manifest).includes('pull_request_target');
    for (const job of jobsOf(manifest)) {
      for (const step of job.steps) {
        const script = step.action === 'actions/github-script' ? textAt(step.inputs, 'script') : step.run;
        const found = CHOSEN.exec(script ?? '');
        if (found !== null) {
          yield {
            path: `${step.path}.${step.run === undefined ? 'with.script' : 'run'}`,
            message: `${found[0]} becomes part of a command`,
            why: 'Whoever opens a pull request or issue writes the command: a title such as a"; curl … | sh # runs with the token and the secrets of the workflow.',
            fix: 'Hand it over in env, and write "$NAME" in the command.',
          };
        }
        const ref = textAt(step.inputs, 'ref') ?? '';
        if (trusted || step.action !== 'actions/checkout' || !/github\.(event\.pull_request\.head|head_ref)/.test(ref)) continue;
        yield {
          path: `${step.path}.with.ref`,
          message: `pull_request_target checks out the code of the pull request (${ref})`,
          why: 'The event runs with the secrets of the repository: building or testing that code hands them to whoever opened the pull request.',
          fix: 'Use the event pull_request, or do not check out the head of the pull request.',
        };
      }
    }
  },
});
