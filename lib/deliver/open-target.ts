import { InputError } from '../errors.ts';
import { redact } from './git-error.ts';
import { GithubTarget } from './github/github-target.ts';
import { PullRequestTarget } from './github/pull-request-target.ts';
import type { PullRequestTargetOptions } from './github/pull-request-target.ts';
import { FolderTarget } from './folder-target.ts';
import { LocalTarget } from './local-target.ts';
import { RemoteTarget } from './remote-target.ts';
import type { CommitOptions, OnProgress, Target } from './target.ts';
import { branchFault, parseAddress } from './target-address.ts';

export interface OpenTargetOptions extends CommitOptions {
  /** @default main */
  readonly branch?: string | undefined;
  /** Where caches of remotes are kept: a folder that may be deleted at any time. @default .slipway */
  readonly stateFolder?: string | undefined;
  /** The folder of the repository that is ours. @default the whole repository */
  readonly folder?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** A remote that says nothing to git for so long is given up. Unit: milliseconds. @default two minutes */
  readonly silenceMs?: number | undefined;
  /** Version of this program, for servers that ask who is there. @default "0" */
  readonly version?: string | undefined;
  /** Deliver by way of a pull request; only for `github:owner/repository`. @default straight to the branch */
  readonly pullRequest?: Pick<PullRequestTargetOptions, 'head' | 'describe'> | undefined;
}

/** The target that `--target`, `--branch` and `--folder` name. Touches nothing yet; throws an InputError for names that cannot be meant. */
export function openTarget(address: string, { folder = '', ...options }: OpenTargetOptions = {}): Target {
  const whole = openWhole(address, options);
  return folder === '' ? whole : new FolderTarget(whole, folder);
}

function openWhole(
  address: string,
  { branch = 'main', stateFolder = '.slipway', pullRequest, ...options }: OpenTargetOptions = {},
): Target {
  for (const name of [branch, pullRequest?.head ?? branch]) {
    const fault = branchFault(name);
    if (fault !== undefined) throw new InputError('branch', `${JSON.stringify(name)} ${fault}`, 'Name a branch such as main.');
  }

  const parsed = parseAddress(address);
  if (parsed.kind === 'github') {
    const { owner, repo } = parsed;
    if (pullRequest === undefined) return new GithubTarget({ ...options, owner, repo, branch });
    return new PullRequestTarget({ ...options, ...pullRequest, owner, repo, branch });
  }
  if (pullRequest !== undefined) {
    throw new InputError(
      'target',
      `a pull request needs GitHub's API, and ${redact(address)} is not delivered to by it`,
      'Write the target as github:owner/repository.',
    );
  }
  if (parsed.kind === 'path') return new LocalTarget({ ...options, path: parsed.path, branch });
  return new RemoteTarget({ ...options, url: parsed.url, branch, stateFolder });
}
