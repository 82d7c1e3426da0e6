import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DeliveryError } from '../errors.ts';
import { Git } from './git.ts';
import { redact } from './git-error.ts';
import { Remote } from './remote.ts';
import { releaseCache, takeCache } from './remote-cache.ts';
import { Repository } from './repository.ts';
import type { OnProgress } from './target.ts';

export interface CacheOptions {
  /** Any URL that git reaches; without credentials. */
  readonly url: string;
  /** Folder for the caches; may be deleted at any time. */
  readonly stateFolder: string;
  readonly onProgress?: OnProgress | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** A remote that says nothing for so long is given up. Unit: milliseconds. @default two minutes */
  readonly silenceMs?: number | undefined;
}

/** The copy of a remote that a delivery works in, and the way from there to the remote. */
export interface Cache {
  readonly dir: string;
  readonly git: Git;
  readonly repository: Repository;
  readonly remote: Remote;
}

/** Takes a cache that nobody uses, or makes one. */
export async function openCache({ url, env = process.env, silenceMs, stateFolder, onProgress }: CacheOptions): Promise<Cache> {
  const where = redact(url);
  const name = createHash('sha256').update(url).digest('hex').slice(0, 16);
  const dir = takeCache(where, resolve(stateFolder, 'remotes'), name);
  const git = new Git({ dir, where, env, silenceMs });
  if (!existsSync(join(dir, 'HEAD'))) {
    const init = ['init', '--quiet', '--bare', '--template=', '-b', 'none', dir];
    await new Git({ where, env }).run(init).catch((error: unknown) => {
      rmSync(dir, { recursive: true, force: true });
      releaseCache(dir);
      throw error;
    });
  }
  return { dir, git, repository: new Repository(where, dir, git, env), remote: new Remote(where, url, git, onProgress) };
}

/** Whether git complains about our own copy of the remote, or about what it does not say in known words. */
export function isOfCache(error: unknown): boolean {
  return (
    error instanceof DeliveryError &&
    /not a git repository: '|the repository is damaged|git (rev-parse|ls-tree|cat-file|fast-import|config|ls-remote|fetch) failed: /.test(
      error.message,
    )
  );
}
