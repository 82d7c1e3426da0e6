import { version } from '../package.json';
import { Environments } from '../lib/deliver/environments.ts';
import type { EnvironmentOptions } from '../lib/deliver/environments.ts';
import type { OnProgress } from '../lib/deliver/target.ts';
import { stepText } from './delivery.ts';
import type { TargetOptions } from './delivery.ts';
import { STATE_FOLDER } from './options.ts';

/** Opens the branches of all clusters for one piece of work, and closes them whatever happens. */
export async function withEnvironments<T>(
  { target, folder }: TargetOptions,
  say: (text: string) => void,
  options: Pick<EnvironmentOptions, 'next' | 'hydrator' | 'author' | 'sign'>,
  work: (environments: Environments, onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const onProgress: OnProgress = (progress) => say(stepText(progress));
  const environments = new Environments(target, { ...options, version, folder, stateFolder: STATE_FOLDER, onProgress });
  try {
    return await work(environments, onProgress);
  } finally {
    await environments.close();
  }
}
