import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Git } from './git.ts';
import type { Ran } from './git.ts';
import { gitError, redact } from './git-error.ts';
import { NOTE_ATTEMPTS, refuseOtherBranches } from './local-target.ts';
import type { Plan } from './plan.ts';
import { releaseCache, takeCache } from './remote-cache.ts';
import { Repository } from './repository.ts';
import { BranchMovedError, NOTES_REF } from './target.ts';
import type { CommitOptions, OnProgress, Progress, Snapshot, Target } from './target.ts';

export interface RemoteTargetOptions extends CommitOptions {
  /** Any URL that git reaches; without credentials. */
  readonly url: string;
  readonly branch: string;
  /** Folder for the caches; may be deleted at any time. */
  readonly stateFolder: string;
  readonly onProgress?: OnProgress | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

interface Cache {
  readonly dir: string;
  readonly git: Git;
  readonly repository: Repository;
}

const FETCHED = 'refs/slipway/fetched';

/** A branch behind a URL. The newest commit is fetched into a bare cache, the new one is made there and pushed. */
export class RemoteTarget implements Target {
  readonly label: string;
  readonly branch: string;
  private readonly env: NodeJS.ProcessEnv;
  private cache: Promise<Cache> | undefined;

  constructor(private readonly options: RemoteTargetOptions) {
    this.label = redact(options.url);
    this.branch = options.branch;
    this.env = options.env ?? process.env;
  }

  async read(): Promise<Snapshot> {
    this.options.onProgress?.({ step: 'read' });
    const { repository, git } = await this.opened();
    const heads = await this.heads(git);
    const tip = heads.get(this.branch);
    if (tip === undefined) {
      refuseOtherBranches(this.label, this.branch, [...heads.keys()]);
      return repository.snapshot(undefined);
    }
    if (tip !== (await repository.commitOf(FETCHED))) await this.fetch(git);
    return repository.snapshot(await repository.commitOf(FETCHED));
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    return (await this.opened()).repository.texts(blobs);
  }

  async commit(plan: Plan, message: string): Promise<string> {
    this.options.onProgress?.({ step: 'commit' });
    const { repository, git } = await this.opened();
    if (plan.base !== undefined && (await repository.commitOf(plan.base)) === undefined) {
      throw new BranchMovedError(this.branch, plan.base, (await this.heads(git)).get(this.branch));
    }
    const commit = await repository.write(plan, message, this.options);
    await this.push(git, commit, plan.base);
    return commit;
  }

  async note(commit: string, line: string): Promise<void> {
    const { repository, git } = await this.opened();
    for (let attempt = 1; ; attempt += 1) {
      const tip = await this.tipOf(git, NOTES_REF);
      // What an earlier delivery fetched may be older, or newer than a ref that was set back.
      if (tip === undefined) await git.run(['update-ref', '-d', NOTES_REF]);
      else await this.fetchRef(git, NOTES_REF, NOTES_REF);
      const written = await repository.writeNote(NOTES_REF, commit, line);
      if (written === undefined) return;
      const ran = await this.pushRef(git, NOTES_REF, written.note, tip);
      if (ran.code === 0) return;
      const found = await this.tipOf(git, NOTES_REF);
      if (found === written.note) return;
      if (found === tip || attempt === NOTE_ATTEMPTS) throw gitError(this.label, 'push', `${ran.words}\n${ran.out.toString('utf8')}`);
    }
  }

  /** The remote looks after its own locks, and a cache that a dead process left is made anew. */
  mend(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    if (this.cache === undefined) return;
    const { dir } = await this.cache;
    this.cache = undefined;
    releaseCache(dir);
  }

  /**
   * The lease only adds a condition: a push that is no fast-forward cannot arise, as the commit's parent is the base,
   * and one that is must in addition find the branch exactly there. A branch that was set back is not silently set forward again.
   */
  private async push(git: Git, commit: string, base: string | undefined): Promise<void> {
    this.options.onProgress?.({ step: 'push' });
    const ran = await this.pushRef(git, `refs/heads/${this.branch}`, commit, base);
    if (ran.code === 0) return;

    // The answer may have been lost on the way back: what counts is where the branch stands.
    const said = `${ran.words}\n${ran.out.toString('utf8')}`;
    const found = await this.heads(git).then(
      (heads) => ({ tip: heads.get(this.branch) }),
      () => undefined,
    );
    if (found?.tip === commit) return;
    if (found !== undefined && found.tip !== base) throw new BranchMovedError(this.branch, base, found.tip);
    throw gitError(this.label, 'push', said);
  }

  private pushRef(git: Git, ref: string, commit: string, base: string | undefined): Promise<Ran> {
    const options = ['--porcelain', '--progress', '--no-thin', '--no-follow-tags', '--no-signed', '--recurse-submodules=no'];
    const lease = `--force-with-lease=${ref}:${base ?? ''}`;
    return git.run(['push', ...options, lease, '--', this.options.url, `${commit}:${ref}`], {
      codes: [0, 1, 128],
      onWords: this.percent('push'),
    });
  }

  private async fetch(git: Git): Promise<void> {
    this.options.onProgress?.({ step: 'fetch' });
    await this.fetchRef(git, `refs/heads/${this.branch}`, FETCHED);
  }

  private async fetchRef(git: Git, from: string, to: string): Promise<void> {
    const options = ['--depth=1', '--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--no-auto-gc', '--progress'];
    await git.run(['fetch', ...options, '--', this.options.url, `+${from}:${to}`], { onWords: this.percent('fetch') });
  }

  /** Where a ref of the remote stands; undefined where there is none. */
  private async tipOf(git: Git, ref: string): Promise<string | undefined> {
    const lines = (await git.text(['ls-remote', '--', this.options.url, ref])).split('\n');
    return lines.find((line) => line.endsWith(`\t${ref}`))?.split('\t')[0];
  }

  private async heads(git: Git): Promise<ReadonlyMap<string, string>> {
    const lines = await git.text(['ls-remote', '--heads', '--', this.options.url]);
    const pairs = lines.split('\n').filter((line) => line.includes('\trefs/heads/'));
    return new Map(pairs.map((line) => [line.slice(line.indexOf('\t') + '\trefs/heads/'.length), line.slice(0, line.indexOf('\t'))]));
  }

  private percent(step: Progress['step']): (words: string) => void {
    return (words) => {
      // One piece often holds several lines of progress; the last is the newest.
      const percent = [...words.matchAll(/(\d+)%/g)].at(-1)?.[1];
      if (percent !== undefined) this.options.onProgress?.({ step, percent: Number(percent) });
    };
  }

  private opened(): Promise<Cache> {
    return (this.cache ??= this.open());
  }

  private async open(): Promise<Cache> {
    const dir = takeCache(
      this.label,
      resolve(this.options.stateFolder, 'remotes'),
      createHash('sha256').update(this.options.url).digest('hex').slice(0, 16),
    );
    const git = new Git({ dir, where: this.label, env: this.env });
    if (!existsSync(join(dir, 'HEAD')))
      await new Git({ where: this.label, env: this.env }).run(['init', '--quiet', '--bare', '--template=', '-b', 'none', dir]);
    return { dir, git, repository: new Repository(this.label, dir, git, this.env) };
  }
}
