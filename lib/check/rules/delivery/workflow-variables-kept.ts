import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { fieldsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const SET = /(?:^|[\n;&(]|\bthen\b|\bdo\b)\s*(?:export\s+|local\s+|readonly\s+)?([A-Z][A-Z0-9_]{2,})=/g;
const READ = /\$(?:\{([A-Z][A-Z0-9_]{2,})(?![A-Z0-9_]*:?[-=?+])[^}]*\}|([A-Z][A-Z0-9_]{2,}))/g;

export const workflowVariablesKept = defineRule({
  id: 'workflow-variables-kept',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A variable that one step of a job sets and another reads is handed on through GITHUB_ENV or an output.',
  source:
    'https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/workflow-commands-for-github-actions#setting-an-environment-variable',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const open = handedOn(job);
      const around = new Set([...Object.keys(fieldsAt(manifest.object, 'workflow.env')), ...Object.keys(fieldsAt(job.fields, 'env'))]);
      const before = new Map<string, Step>();
      for (const step of job.steps) {
        const run = step.run ?? '';
        const own = new Set([...run.matchAll(SET)].map(([, name = '']) => name));
        const said = new Set<string>();
        for (const [, braced, plain] of run.matchAll(READ)) {
          const name = braced ?? plain ?? '';
          const from = before.get(name);
          if (from === undefined || own.has(name) || said.has(name) || around.has(name) || name in step.env || open(name)) continue;
          // Other ways to set one, and a dollar that is kept for later.
          if (new RegExp(`\\b(?:read|for|mapfile|getopts)\\b[^\\n]*\\b${name}\\b|\\\\\\$\\{?${name}\\b`).test(run)) continue;
          said.add(name);
          yield {
            path: `${step.path}.run`,
            message: `${name} is set in ${from.path.replace(/^workflow\./, '')}, a shell that has ended`,
            why: 'Each step is a shell of its own: here the variable is empty, and an empty tag or name goes on into what is delivered.',
            fix: `Write echo "${name}=…" >> "$GITHUB_ENV" in the step that sets it.`,
          };
        }
        for (const name of own) before.set(name, step);
      }
    }
  },
});

/** Names that some step of the job writes for those that follow. */
function handedOn(job: Job): (name: string) => boolean {
  const written = job.steps.map(({ run }) => run ?? '').filter((run) => run.includes('GITHUB_ENV'));
  // What is written from a file, or as a block, may be any.
  const any = written.some((run) => run.includes('<<') || !/(?:echo|printf)[^\n]*\w=/.test(run));
  return (name) => any || written.some((run) => new RegExp(`(?:echo|printf)[^\\n]*\\b${name}=`).test(run));
}
