import type { OnProgress, Target } from '../lib/deliver/target.ts';
import { openTarget } from '../lib/deliver/open-target.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { STATE_FOLDER } from './options.ts';

/** What the commands that meet a target have in common. */
export interface TargetOptions {
  readonly target: string;
  readonly branch: string;
}

const STEPS = {
  read: 'reading the target',
  fetch: 'fetching',
  compare: 'comparing',
  commit: 'writing the commit',
  push: 'pushing',
} as const;

/** Opens the target for one piece of work, and closes it whatever happens. */
export async function withTarget<T>(
  { target, branch }: TargetOptions,
  say: (text: string) => void,
  work: (target: Target, onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const onProgress: OnProgress = ({ step, percent }) => say(percent === undefined ? STEPS[step] : `${STEPS[step]}: ${percent} %`);
  const opened = openTarget(target, { branch, stateFolder: STATE_FOLDER, onProgress });
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
