import { jobsOf, WORKFLOW, type Step } from '../../delivery/workflows.ts';
import { pathsOf } from '../../paths.ts';
import { text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { parseShell } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

/** Commands that bring files, or that may. */
const BRINGS =
  /\bgit (?:clone|init|fetch|pull|worktree)\b|\bcurl\b|\bwget\b|\btar\b|\bunzip\b|\bgh (?:repo|release|run)\b|\bcp\b|\brsync\b|\bscp\b|\bmkdir\b|\bcd\b|\btouch\b|>\s*[\w./-]/;
const OWN = new Set([
  'docker/build-push-action',
  'docker/setup-buildx-action',
  'docker/setup-qemu-action',
  'docker/login-action',
  'docker/metadata-action',
  'aquasecurity/trivy-action',
  'hadolint/hadolint-action',
]);
/** Inputs of actions that are files or folders of the repository. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  'docker/build-push-action': ['file', 'context'],
  'aquasecurity/trivy-action': ['trivyignores', 'trivy-config', 'ignore-policy', 'scan-ref'],
  'hadolint/hadolint-action': ['dockerfile', 'config'],
};

export const workflowChecksOut = defineRule({
  id: 'workflow-checks-out',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A job that works with files of the repository checks it out.',
  source:
    'https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions#jobs; https://github.com/actions/checkout',
  *check(manifest, world) {
    if (world.everywhere.files === undefined) return;
    for (const job of jobsOf(manifest)) {
      // An action that is not known may bring files, too.
      if (
        job.steps.some(
          ({ action, run }) => (action !== undefined && !OWN.has(action) && !/(?:^|\/)setup-/.test(action)) || BRINGS.test(run ?? ''),
        )
      )
        continue;
      for (const step of job.steps) {
        const file = fileOf(step, world);
        if (file === undefined) continue;
        const kept = JSON.stringify(job.fields['runs-on'] ?? '').includes('self-hosted');
        yield {
          path: step.path,
          ...(kept ? { severity: 'warning' as const } : {}),
          message: `job ${job.name} works with ${file}, and checks nothing out`,
          why: kept
            ? 'The folder of the machine holds what an earlier job left there: the step ends with "No such file", or changes old files.'
            : 'Each job begins on an empty machine: the step ends with "No such file or directory".',
          fix: 'Begin the job with actions/checkout.',
        };
        break;
      }
    }
  },
});

/** A file or folder of the tree that a step names. */
function fileOf({ action, inputs, run }: Step, world: World): string | undefined {
  const paths = pathsOf(world);
  const isThere = (word: string) =>
    word.includes('/') || word.includes('.')
      ? paths.has(word.replace(/^\.\//, '').replace(/\/$/, '')) && word !== '.' && word !== './'
      : false;
  const inputsOfFiles = action === undefined ? undefined : FILES[action];
  if (inputsOfFiles !== undefined) {
    const named = inputsOfFiles.map((each) => text(inputs[each]));
    // Of a build elsewhere the file is elsewhere, too.
    if (action === 'docker/build-push-action' && (named[1] === undefined || /^(?:\{\{|https?:|\$)/.test(named[1]))) return undefined;
    return named.find((each) => each !== undefined && isThere(each));
  }
  if (run === undefined) return undefined;
  for (const { words } of parseShell(run).commands) {
    const found = words.slice(1).find(({ text: word }) => isThere(word));
    if (found !== undefined) return found.text;
  }
  return undefined;
}
