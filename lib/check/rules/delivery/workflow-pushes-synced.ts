import { repositoryKey, sourcesOf } from '../../delivery/sources.ts';
import { ownRepositories } from '../../delivery/tree.ts';
import { readInstead } from '../../delivery/unread-edits.ts';
import { jobsOf, someStep, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { plainWords } from '../../texts/script-calls.ts';
import { parseShell, type Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

/** Names of the branch that `HEAD` means. */
const MAIN = ['HEAD', 'main', 'master'];

export const workflowPushesSynced = defineRule({
  id: 'workflow-pushes-synced',
  severity: 'info',
  kinds: [WORKFLOW],
  asks: 'A workflow that changes manifests changes those that an Application reads, and pushes them to the branch that it follows.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/#git',
  *check(manifest, world) {
    // What is proposed is merged by somebody else.
    if (
      someStep(
        manifest,
        ({ action = '', run = '' }) => /pull-request|automerge/.test(action) || /\bgh\s+pr\b|\bgh\s+api\b.*pulls|git\s+merge/.test(run),
      )
    )
      return;
    for (const job of jobsOf(manifest)) {
      if (job.steps.some(({ inputs }) => text(inputs['repository']) !== undefined || text(inputs['ref']) !== undefined)) continue;
      const files = changedIn(job);
      if (files.length === 0) continue;
      yield* unread(job, files, world);
      for (const step of job.steps) {
        for (const command of step.run?.includes('push') === true ? parseShell(step.run).commands : []) {
          const branch = pushedTo(command);
          const followed = branch === undefined ? undefined : followedBranches(world, files);
          if (branch === undefined || followed === undefined || followed.size === 0 || isFollowed(branch, followed)) continue;
          yield {
            path: `${step.path}.run`,
            message: `it changes ${files[0] ?? ''} and pushes to ${branch}, and the Application of that folder follows ${[...followed].join(', ')}`,
            why: 'Argo CD never sees the change unless somebody merges it: the build is green, and the old image runs on.',
            fix: 'Push to the branch that the Application follows, or open a pull request.',
          };
        }
      }
    }
  },
});

/** What is pushed is in no folder that an Application reads. */
function* unread(job: Job, files: readonly string[], world: World): Iterable<Issue> {
  const pushes = job.steps.some(({ run }) => run !== undefined && /\bgit\s+push\b/.test(run));
  for (const file of pushes ? new Set(files) : []) {
    const instead = readInstead(world, file);
    const step = job.steps.find(({ run }) => run?.includes(file) === true);
    if (instead === undefined || step === undefined) continue;
    yield {
      path: `${step.path}.run`,
      severity: 'warning',
      message: `it changes ${file}, and the Applications of this repository read ${instead.slice(0, 3).join(', ')}${instead.length > 3 ? ` and ${instead.length - 3} more` : ''}`,
      why: 'The build is green and the tag is committed, and Argo CD looks elsewhere: the old image runs on.',
      fix: 'Change the file that the Application reads, or let an Application read this one.',
    };
  }
}

function isFollowed(branch: string, followed: ReadonlySet<string>): boolean {
  return followed.has(branch) || (MAIN.includes(branch) && MAIN.some((each) => followed.has(each)));
}

/** Files that a job edits in place. */
function changedIn(job: Job): readonly string[] {
  return job.steps.flatMap(({ run }) =>
    (run === undefined ? [] : parseShell(run).commands).flatMap((command) => {
      const file = command.words.at(-1)?.text.replace(/^\.\//, '') ?? '';
      const edits = /^(sed|yq)$/.test(command.name) && command.words.some((word) => /^(-i\S*|--in-?place\S*)$/.test(word.text));
      return edits && /^[\w./-]+\.ya?ml$/.test(file) ? [file] : [];
    }),
  );
}

/** The branch in `git push origin HEAD:deploy` or `git push origin deploy`, where it is written out. */
function pushedTo(command: Command): string | undefined {
  if (command.name !== 'git') return undefined;
  const [verb, remote, ref, ...more] = plainWords(command, ['-C', '-c', '-o']);
  if (verb !== 'push' || remote !== 'origin' || ref === undefined || more.length > 0) return undefined;
  const branch = ref
    .replace(/^\+/, '')
    .replace(/^.*:/, '')
    .replace(/^refs\/heads\//, '');
  return /^[\w./-]+$/.test(branch) && branch !== 'HEAD' && !branch.startsWith('refs/') ? branch : undefined;
}

/** Branches that Applications of this repository follow for the folders of some files. */
function followedBranches(world: World, files: readonly string[]): ReadonlySet<string> {
  const own = ownRepositories(world);
  const sources = world.everywhere
    .installers()
    .flatMap(sourcesOf)
    .filter(({ repository, templated }) => !templated && own.has(repositoryKey(repository)));
  const reading = sources.filter(
    ({ folder }) => folder !== undefined && folder !== '' && files.some((file) => file.startsWith(`${folder}/`)),
  );
  const revisions = reading.map(({ fields }) => textAt(fields, 'targetRevision') ?? 'HEAD');
  return new Set(revisions.every((each) => /^[\w./-]+$/.test(each)) ? revisions : []);
}
