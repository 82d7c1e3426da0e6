import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

const READ = /\$(?:\{([A-Z][A-Z0-9_]{2,})\}|([A-Z][A-Z0-9_]{2,}))/g;
/** Names of what somebody hands over; a runner and its programs bring paths and versions of their own. */
const HANDED =
  /(?:^|_)(?:PASSWORD|PASS|PWD|USER|USERNAME|HOST|TOKEN|SECRET|KEY|ID|BUCKET|URL|ENDPOINT|WEBHOOK|ZONE|REGISTRY|REGION|ACCOUNT|PROJECT|TAG|IMAGE|REPO|CLUSTER)$/;
const OF_RUNNERS = /^(GITHUB|RUNNER|ACTIONS|INPUT|JAVA|GOROOT|ANDROID|CONDA|HOMEBREW|CHROME)_|^(USER|HOSTNAME|HOME|PATH)$/;

export const workflowVariableGiven = defineRule({
  id: 'workflow-variable-given',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'Tokens, names and addresses that the script of a step reads are given to it under these names.',
  source: 'https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/store-information-in-variables',
  *check(manifest) {
    const workflow = Object.keys(fieldsAt(manifest.object, 'workflow.env'));
    for (const job of jobsOf(manifest)) {
      const known = new Set([...workflow, ...Object.keys(fieldsAt(job.fields, 'env')), ...setInside(job)]);
      for (const step of job.steps) {
        const own = Object.keys(step.env);
        const unread = own.filter((name) => !new RegExp(`\\b${name}\\b`).test(step.run ?? ''));
        if (step.run === undefined || isOtherShell(manifest, job, step)) continue;
        if (unread.length === 0) {
          yield* secretsOfNobody(job, step, new Set([...known, ...own]));
          continue;
        }
        const said = new Set<string>();
        for (const [, braced, plain] of step.run.replace(/'[^'\n]*'/g, "''").matchAll(READ)) {
          const name = braced ?? plain ?? '';
          if (said.has(name) || own.includes(name) || known.has(name) || OF_RUNNERS.test(name) || !HANDED.test(name)) continue;
          said.add(name);
          const meant = unread.find((each) => shares(each, name));
          if (meant === undefined) continue;
          yield {
            path: `${step.path}.run`,
            message: `$${name} is read, and the step is given ${own.join(', ')}; ${meant} is read by nothing`,
            why: 'The shell puts nothing in its place: the call goes out without its token or name and is refused, or meets something else.',
            fix: `Read $${meant}, or call it ${name} in env.`,
          };
        }
      }
    }
  },
});

const SECRET = /(?:^|_)(?:PASSWORD|PASSWD|TOKEN|SECRET|SECRET_KEY|ACCESS_KEY|API_KEY)$/;

/** A secret that nothing in the job hands over; actions of others may set variables of their own. */
function* secretsOfNobody(job: Job, step: Step, known: ReadonlySet<string>): Iterable<Issue> {
  const hosted = /^(?:ubuntu|macos)-/.test(text(job.fields['runs-on']) ?? '') && job.fields['container'] === undefined;
  if (!hosted || job.steps.some(({ action }) => action !== undefined && !/^(?:actions|docker)\//.test(action))) return;
  const run = step.run ?? '';
  for (const [, braced, plain] of run.replace(/'[^'\n]*'/g, "''").matchAll(READ)) {
    const name = braced ?? plain ?? '';
    if (known.has(name) || OF_RUNNERS.test(name) || !SECRET.test(name) || /<<-?\s*\\?["']?\w/.test(run)) continue;
    yield {
      path: `${step.path}.run`,
      message: `$${name} is read, and neither the step, nor the job, nor the workflow sets it`,
      why: 'Secrets of the repository are in no variable until env says so: the shell puts nothing in its place, and the call is refused.',
      fix: `Add env: ${name}: \${{ secrets.${name} }} to the step.`,
    };
    return;
  }
}

/** Variables that some step sets for itself or hands on. */
function setInside({ steps }: Job): readonly string[] {
  return steps.flatMap(({ run = '' }) => [
    ...[...run.matchAll(/(?:^|[\s;&(|"'])([A-Z][A-Z0-9_]{2,})=/gm)].map(([, name = '']) => name),
    ...[...run.matchAll(/\b(?:for|read(?:\s+-\w+)*)\s+([A-Z][A-Z0-9_]{2,})\b/g)].map(([, name = '']) => name),
  ]);
}

/** A word that both names have: `CF_API_TOKEN` and `CLOUDFLARE_API_TOKEN`. */
function shares(given: string, read: string): boolean {
  const words = new Set(given.split('_'));
  return read.split('_').some((word) => words.has(word));
}

/** Steps of PowerShell write variables otherwise, and a container or an action before may set some. */
function isOtherShell({ object }: WorldObject, job: Job, step: Step): boolean {
  const shell = text(fieldsAt(object, 'workflow.defaults.run')['shell']) ?? text(fieldsAt(job.fields, 'defaults.run')['shell']);
  const sources = /(?:^|[\n;&])\s*(?:source|\.|eval|set -a)\s/.test(step.run ?? '');
  const hands = itemsAt(job.fields, 'steps').some((each) => (textAt(each, 'run') ?? '').includes('GITHUB_ENV'));
  return (shell !== undefined && !/^(ba)?sh/.test(shell)) || sources || hands;
}
