import { InputError } from '../lib/errors.ts';
import type { GuardOptions } from '../lib/deliver/guards.ts';
import type { Author, OnProgress, Progress, Target } from '../lib/deliver/target.ts';
import { openTarget } from '../lib/deliver/open-target.ts';
import type { OpenTargetOptions } from '../lib/deliver/open-target.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { STATE_FOLDER } from './options.ts';

/** What the commands that meet a target have in common. */
export interface TargetOptions {
  readonly target: string;
  readonly branch: string;
  readonly folder: string;
}

const STEPS = {
  read: 'reading the target',
  fetch: 'fetching',
  compare: 'comparing',
  commit: 'writing the commit',
  push: 'pushing',
} as const;

/** What a delivery is at, for a person who waits. */
export function stepText({ step, percent }: Progress): string {
  return percent === undefined ? STEPS[step] : `${STEPS[step]}: ${percent} %`;
}

/** Opens the target for one piece of work, and closes it whatever happens. */
export async function withTarget<T>(
  { target, branch, folder }: TargetOptions,
  say: (text: string) => void,
  work: (target: Target, onProgress: OnProgress) => Promise<T>,
  more: Omit<OpenTargetOptions, 'branch' | 'folder' | 'stateFolder' | 'onProgress'> = {},
): Promise<T> {
  const onProgress: OnProgress = (progress) => say(stepText(progress));
  const opened = openTarget(target, { ...more, branch, folder, stateFolder: STATE_FOLDER, onProgress });
  try {
    return await work(opened, onProgress);
  } finally {
    await opened.close();
  }
}

/** What is delivered: path below `dist/` and in the target, and the whole text. */
export function filesOf(manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  return new Map(manifests.map(({ file, text }) => [file, text]));
}

/** Reads how commits are made, and whether by way of a pull request. Throws an InputError for an author that git could not write. */
export function committing(given: {
  readonly author: string | undefined;
  readonly sign: boolean;
  readonly 'pull-request': boolean;
  readonly 'pr-branch': string | undefined;
}): Pick<OpenTargetOptions, 'author' | 'sign' | 'pullRequest'> {
  const head = given['pr-branch'];
  if (head !== undefined && !given['pull-request'])
    throw new InputError('--pr-branch', 'there is no pull request to come from it', 'Add --pull-request, or leave it out.');
  return {
    author: given.author === undefined ? undefined : authorOf(given.author),
    // Without the option git's configuration decides.
    sign: given.sign || undefined,
    pullRequest: given['pull-request'] ? { head } : undefined,
  };
}

function authorOf(text: string): Author {
  const [, name, email] = /^([^<>\p{Cc}]*[^<>\s\p{Cc}]) *<([^<>\s\p{Cc}]+)>$/u.exec(text.trim()) ?? [];
  if (name !== undefined && email !== undefined) return { name, email };
  throw new InputError(
    '--author',
    `${JSON.stringify(text)} is no name with a mail address`,
    'Write it as "Jimin Lee <jimin@example.org>".',
  );
}

/** Reads `--allow-remove` and `--max-removal-share`. Throws an InputError for what no guard would ask for. */
export function guarding(options: { readonly 'allow-remove': readonly string[]; readonly 'max-removal-share': string }): GuardOptions {
  const allowRemove = options['allow-remove'];
  const wrong = allowRemove.filter((name) => !/^(app:[^/]+\/[^/]*|cluster:[^/]+|\w+(\/[^/]+){1,2})$/.test(name));
  if (wrong.length > 0) {
    const fix = 'Copy the name from the message that asks: KIND/NAME, KIND/NAMESPACE/NAME, app:CLUSTER/APP or cluster:CLUSTER.';
    throw new InputError(
      wrong.map((name) => ({ where: '--allow-remove', what: `${JSON.stringify(name)} names nothing that is guarded`, fix })),
    );
  }
  const share = options['max-removal-share'];
  const maxRemovalShare = Number(share);
  if (share.trim() === '' || !(maxRemovalShare >= 0 && maxRemovalShare <= 100))
    throw new InputError('--max-removal-share', `${JSON.stringify(share)} is no share`, 'Write a number of percent, 0 to 100.');
  return { allowRemove, maxRemovalShare };
}
