import { at, itemsAt, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { isOfRun, ownPush } from './workflow-pushes.ts';
import { triggerOf } from './workflow-triggers.ts';
import { filesWritten, lastWord, passesPaths, skipsRuns } from './workflow-writes.ts';
import { triggersOf, type Job, type Step } from './workflows.ts';

/** What a step makes that would start other workflows, had it a token of its own. */
export interface Made {
  readonly path: string;
  readonly what: 'tag' | 'release' | 'pull request' | 'commit';
  /** Whether it starts a workflow by nature of its triggers. */
  readonly starts: (other: WorldObject) => boolean;
}

/** Actions that make something, and the input with their token. */
const MAKERS: Readonly<Record<string, readonly ['tag' | 'release' | 'pull request', string]>> = {
  'softprops/action-gh-release': ['release', 'token'],
  'ncipollo/release-action': ['release', 'token'],
  'actions/create-release': ['release', 'token'],
  'googleapis/release-please-action': ['release', 'token'],
  'google-github-actions/release-please-action': ['release', 'token'],
  'mathieudutour/github-tag-action': ['tag', 'github_token'],
  'anothrNick/github-tag-action': ['tag', 'token'],
  'peter-evans/create-pull-request': ['pull request', 'token'],
};

/** What a job makes with the token of the run. */
export function madeWithRunToken(manifest: WorldObject, job: Job): readonly Made[] {
  const made = job.steps.flatMap((step): readonly Made[] => {
    const [what, input] = MAKERS[step.action ?? ''] ?? (/\bgh\s+release\s+create\b/.test(step.run ?? '') ? (['release', ''] as const) : []);
    if (what === undefined || !tokens(manifest, job, step, input ?? '').every(isOfRun)) return [];
    // A release of a tag that somebody pushed makes no tag.
    return [{ path: step.path, what, starts: (other) => isStartedBy(what, other) }];
  });
  const push = ownPush(manifest, job, 'of the run');
  const steps = push === undefined ? [] : job.steps.slice(0, job.steps.indexOf(push.step) + 1);
  const files = filesWritten(steps) ?? edited(steps);
  if (push === undefined || files.length === 0 || skipsRuns(steps)) return made;
  return [...made, { path: push.path, what: 'commit', starts: (other) => isPushedTo(other, files, push.branch) }];
}

function tokens(manifest: WorldObject, job: Job, step: Step, input: string): readonly string[] {
  const places = [step.env, at(job.fields, 'env'), at(manifest.object, 'workflow.env')];
  return [step.inputs[input], ...places.flatMap((env) => [at(env, 'GITHUB_TOKEN'), at(env, 'GH_TOKEN')])].flatMap(
    (each) => text(each) ?? [],
  );
}

/** Whether only such events, and hands, start a workflow. */
function isStartedBy(what: 'tag' | 'release' | 'pull request', other: WorldObject): boolean {
  const events = triggersOf(other).filter((each) => each !== 'workflow_dispatch');
  if (what === 'pull request') return events.includes('pull_request');
  if (events.length === 0 || events.some((each) => !['push', 'release', 'create'].includes(each))) return false;
  const push = triggerOf(other, 'push');
  const onlyTags = !events.includes('push') || (itemsAt(push, 'tags').length > 0 && itemsAt(push, 'branches').length === 0);
  return what === 'release' ? events.every((each) => each === 'release') : onlyTags && !events.includes('release');
}

/** Whether a push of these files would start it. */
function isPushedTo(other: WorldObject, files: readonly string[], branch: string | undefined): boolean {
  const push = triggerOf(other, 'push');
  const paths = itemsAt(push, 'paths');
  if (
    paths.length === 0 ||
    !passesPaths(push, files) ||
    triggersOf(other).some((each) => /workflow_run|schedule|repository_dispatch/.test(each))
  )
    return false;
  const branches = itemsAt(push, 'branches').flatMap((each) => text(each) ?? []);
  return branch === undefined || branches.length === 0 || lastWord(branches, branch);
}

/** Files that a script changes in place before it commits all. */
function edited(steps: readonly Step[]): readonly string[] {
  const runs = steps.map(({ run = '' }) => run).join('\n');
  if (!/\bgit\s+commit\s+-[a-z]*a/.test(runs) || /(?:^|[\s;&])cd\s/.test(runs)) return [];
  return [...runs.matchAll(/\b(?:sed\s+-i|yq\s+(?:e\s+)?-i)[^\n]*\s([\w][\w./-]*\.\w+)\s*$/gm)].flatMap(([, file]) => file ?? []);
}
