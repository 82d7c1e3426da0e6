import { InputError } from '../errors.ts';
import { LocalTarget } from './local-target.ts';
import { RemoteTarget } from './remote-target.ts';
import type { Author, OnProgress, Target } from './target.ts';
import { branchFault, parseAddress } from './target-address.ts';

export interface OpenTargetOptions {
  /** @default main */
  readonly branch?: string | undefined;
  /** Where caches of remotes are kept: a folder that may be deleted at any time. @default .slipway */
  readonly stateFolder?: string | undefined;
  /** @default git's configuration, else slipway <slipway@localhost> */
  readonly author?: Author | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** The target that `--target` and `--branch` name. Touches nothing yet; throws an InputError for names that cannot be meant. */
export function openTarget(address: string, { branch = 'main', stateFolder = '.slipway', ...options }: OpenTargetOptions = {}): Target {
  const fault = branchFault(branch);
  if (fault !== undefined) throw new InputError('branch', `${JSON.stringify(branch)} ${fault}`, 'Name a branch such as main.');

  const parsed = parseAddress(address);
  if (parsed.kind === 'path') return new LocalTarget({ ...options, path: parsed.path, branch });
  return new RemoteTarget({ ...options, url: parsed.url, branch, stateFolder });
}
