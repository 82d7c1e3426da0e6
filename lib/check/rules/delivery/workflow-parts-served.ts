import { jobsOf, WORKFLOW, type Step } from '../../delivery/workflows.ts';
import { items, text } from '../../read.ts';
import { defineRule, type Severity } from '../../rule.ts';

/** Versions of actions that GitHub no longer runs: up to this one, with the day. */
const GONE: Readonly<Record<string, readonly [last: number, since: string, now: string]>> = {
  'actions/upload-artifact': [3, '30 January 2025', 'v4'],
  'actions/download-artifact': [3, '30 January 2025', 'v4'],
  'actions/cache': [2, 'March 2025', 'v4'],
};
/** Images of machines that are gone. */
const MACHINES = /^(ubuntu-(16|18|20)\.04|windows-2016|windows-2019|macos-(10\.15|11|12|13))$/;
/** Versions whose last zero YAML takes away. */
const VERSIONS: Readonly<Record<string, RegExp>> = { 'python-version': /^3\.[1-3]$/, 'go-version': /^1\.[1-3]$/ };

export const workflowPartsServed = defineRule({
  id: 'workflow-parts-served',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'The machines, actions, commands and versions that a workflow asks for are ones that there are.',
  source:
    'https://github.blog/changelog/2024-04-16-deprecation-notice-v3-of-the-artifact-actions/; https://github.com/actions/runner-images#available-images; https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const named = [job.fields['runs-on']].flatMap((each) => [each, ...items(each)]).flatMap((each) => text(each) ?? []);
      // Machines of one's own are labelled as one likes.
      const machine = named.includes('self-hosted') ? undefined : named.find((each) => MACHINES.test(each));
      if (machine !== undefined) {
        yield {
          path: `${job.path}.runs-on`,
          message: `job ${job.name} runs on ${machine}, which GitHub no longer has`,
          why: 'The job waits for a machine until it is given up after a day.',
          fix: 'Name an image that is served, such as ubuntu-24.04.',
        };
      }
      for (const step of job.steps) yield* faults(step);
    }
  },
});

function* faults(
  step: Step,
): Iterable<{ readonly path: string; readonly message: string; readonly why: string; readonly fix: string; readonly severity?: Severity }> {
  const gone = step.action === undefined ? undefined : GONE[step.action];
  const major = Number(/^v(\d+)/.exec(step.version ?? '')?.[1] ?? Infinity);
  if (gone !== undefined && major <= gone[0]) {
    yield {
      path: `${step.path}.uses`,
      message: `${step.action ?? ''}@${step.version ?? ''} is no longer run (since ${gone[1]})`,
      why: 'The job fails before its first step.',
      fix: `Use ${gone[2]} or newer.`,
    };
  }
  if (/^(actions|docker)\/[\w-]+$/.test(step.action ?? '') && /^\d+(\.\d+)*$/.test(step.version ?? '')) {
    yield {
      path: `${step.path}.uses`,
      message: `${step.action ?? ''} has no version ${step.version ?? ''}: its tags begin with v`,
      why: 'GitHub ends the job while it fetches the actions ("unable to find version"): no step of it runs.',
      fix: `Write ${step.action ?? ''}@v${step.version ?? ''}.`,
    };
  }
  const [, command] = /::(set-env|add-path|set-output|save-state)\b/.exec(step.run ?? '') ?? [];
  if (command !== undefined) {
    const off = command === 'set-env' || command === 'add-path';
    const file = { 'set-env': 'GITHUB_ENV', 'add-path': 'GITHUB_PATH', 'set-output': 'GITHUB_OUTPUT', 'save-state': 'GITHUB_STATE' }[
      command
    ];
    yield {
      path: `${step.path}.run`,
      severity: off ? 'error' : 'warning',
      message: `::${command}:: ${off ? 'is switched off' : 'is deprecated'}`,
      why: off ? 'The step fails.' : 'GitHub warns at each run, and the day it is switched off the value is empty, without an error.',
      fix: `Append the line to "$${file ?? ''}".`,
    };
  }
  for (const [key, test] of Object.entries(VERSIONS)) {
    const value = step.inputs[key];
    if (typeof value !== 'number' || !test.test(String(value))) continue;
    yield {
      path: `${step.path}.with.${key}`,
      message: `${key} is the number ${value}: YAML takes the last zero away`,
      why: `${value}0 becomes ${value}, a version that does not exist or that is many years old.`,
      fix: `Write it in quotes: '${value}0'.`,
    };
  }
}
