import { rmSync } from 'node:fs';
import { DeliveryError } from '../errors.ts';
import { mendPushed } from './file-locks.ts';
import { redact } from './git-error.ts';
import { NOTE_ATTEMPTS, noting } from './noting.ts';
import { refuseOtherBranches } from './other-branches.ts';
import type { Plan } from './plan.ts';
import { isOfCache, openCache } from './open-cache.ts';
import type { Cache, CacheOptions } from './open-cache.ts';
import type { Remote } from './remote.ts';
import { releaseCache } from './remote-cache.ts';
import { BranchMovedError } from './target.ts';
import type {
  BranchGroup,
  CommitOptions,
  LoggedCommit,
  NoteChange,
  PastCommit,
  SkipFolder,
  Snapshot,
  Target,
  WantedCommit,
} from './target.ts';

export interface RemoteTargetOptions extends CommitOptions, CacheOptions {
  readonly branch: string;
  /** @default the branch moves with its own commit */
  readonly group?: BranchGroup | undefined;
  /** Another branch of the same remote, whose cache this one uses; closed after this one. @default a cache of its own */
  readonly shares?: RemoteTarget | undefined;
}

const FETCHED = 'refs/slipway/fetched';

/** What git itself takes for no limit. @see https://git-scm.com/docs/shallow */
const WHOLE_HISTORY = 0x7fffffff;

/** A branch behind a URL. The newest commit is fetched into a bare cache, the new one is made there and pushed. */
export class RemoteTarget implements Target {
  readonly label: string;
  readonly branch: string;
  readonly note: NonNullable<Target['note']>;
  readonly replaceNote: NonNullable<Target['replaceNote']>;
  private cache: Promise<Cache> | undefined;
  /** Where this branch of a group stood when it was read. */
  private ownTip: string | undefined;

  constructor(private readonly options: RemoteTargetOptions) {
    this.label = redact(options.url);
    this.branch = options.branch;
    const { note, replaceNote } = noting(options.group, (notes) => this.keepNotes(notes));
    this.note = note;
    this.replaceNote = replaceNote;
  }

  async read(skip?: SkipFolder): Promise<Snapshot> {
    this.options.onProgress?.({ step: 'read' });
    try {
      return await this.readOnce(skip);
    } catch (error) {
      if (!isOfCache(error)) throw error;
      await this.discard();
      return this.readOnce(skip);
    }
  }

  private async readOnce(skip: SkipFolder | undefined): Promise<Snapshot> {
    const { repository, remote } = await this.opened();
    const heads = await remote.heads();
    const { group } = this.options;
    if (group !== undefined) return this.readOf(group, heads, skip);
    const tip = heads.get(this.branch);
    if (tip === undefined) {
      refuseOtherBranches(this.label, this.branch, [...heads.keys()]);
      return repository.snapshot(undefined);
    }
    if (tip !== (await repository.refs.commitOf(FETCHED))) await this.fetch(remote, this.branch);
    return repository.snapshot(await repository.refs.commitOf(FETCHED), skip);
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    const { repository } = await this.opened();
    return repository.texts(blobs).catch((error: unknown) => this.explained(error));
  }

  async commit(plan: Plan, message: string): Promise<string> {
    this.options.onProgress?.({ step: 'commit' });
    const { repository, remote } = await this.opened();
    if (plan.base !== undefined && (await repository.refs.commitOf(plan.base)) === undefined) {
      throw new BranchMovedError(this.branch, plan.base, (await remote.heads()).get(this.branch));
    }
    const commit = await repository.commits.write(plan, message, this.options).catch((error: unknown) => this.explained(error));
    const { group } = this.options;
    const ref = `refs/heads/${this.branch}`;
    if (group === undefined) await remote.move([{ ref, commit, base: plan.base }]);
    else group.moves.push({ ref, commit, base: this.ownTip });
    return commit;
  }

  /** Moves all branches of a group, this one among them, or none. */
  async publish({ moves, branches }: BranchGroup): Promise<void> {
    await mendPushed(this.options.url, branches);
    if (moves.length > 0) await (await this.opened()).remote.move(moves);
  }

  /** Writes notes of one ref, all by one commit. */
  async keepNotes(notes: readonly NoteChange[]): Promise<void> {
    const ref = notes[0]?.ref;
    if (ref === undefined) return;
    const { repository, remote, git } = await this.opened();
    for (let attempt = 1; ; attempt += 1) {
      const tip = await remote.tipOf(ref);
      // What an earlier delivery fetched may be older, or newer than a ref that was set back.
      if (tip === undefined) await git.run(['update-ref', '-d', ref]);
      else await remote.fetch(ref, ref);
      const written = await repository.writeNotes(ref, notes);
      if (written === undefined) return;
      const ran = await remote.push([{ ref, commit: written.note, base: tip }]);
      if (ran.code === 0) return;
      const found = await remote.tipOf(ref);
      if (found === written.note) return;
      if (found === tip || attempt === NOTE_ATTEMPTS) throw remote.failed(ran);
    }
  }

  async past(id: string): Promise<PastCommit | undefined> {
    const tip = await this.readHistory();
    return tip === undefined ? undefined : (await this.opened()).repository.past.find(tip, id);
  }

  async deliveries(limit?: number, wanted?: WantedCommit): Promise<readonly LoggedCommit[]> {
    const tip = await this.readHistory();
    return tip === undefined ? [] : (await this.opened()).repository.past.deliveries(tip, limit, wanted);
  }

  /** Fetches the branch with all that came before; a delivery needs only its tip. */
  private async readHistory(): Promise<string | undefined> {
    if ((await this.read()).commit === undefined) return undefined;
    const { repository, remote } = await this.opened();
    await this.fetch(remote, this.branch, WHOLE_HISTORY);
    return repository.refs.commitOf(FETCHED);
  }

  async recall(name: string): Promise<string | undefined> {
    return (await this.opened()).repository.memory.recall(`${this.branch}/${name}`);
  }

  async remember(name: string, text: string): Promise<void> {
    (await this.opened()).repository.memory.remember(`${this.branch}/${name}`, text);
  }

  /** A server looks after its own locks, and a cache that a dead process left is made anew. */
  async mend(): Promise<void> {
    if (this.options.group === undefined) await mendPushed(this.options.url, [this.branch]);
  }

  async close(): Promise<void> {
    // One that could not be opened holds nothing.
    const cache = await this.cache?.catch(() => undefined);
    this.cache = undefined;
    if (cache === undefined || this.options.shares !== undefined) return;
    cache.repository.close();
    releaseCache(cache.dir);
  }

  /** A cache that a power cut or a full disk has spoilt is not mended: everything in it can be fetched again. */
  private async discard(): Promise<void> {
    if (this.options.shares !== undefined) await this.options.shares.discard();
    const cache = await this.cache?.catch(() => undefined);
    if (cache !== undefined) rmSync(cache.dir, { recursive: true, force: true });
    await this.close();
  }

  /** Damage that shows only when a plan has been made on what was read. */
  private async explained(error: unknown): Promise<never> {
    if (!isOfCache(error)) throw error;
    await this.discard();
    throw new DeliveryError(this.label, 'what was fetched from there is damaged on this machine', 'Run again: it is fetched anew.');
  }

  /** One branch of several: where it is not there yet, the one that it starts from. */
  private async readOf(
    { moves, startsFrom }: BranchGroup,
    heads: ReadonlyMap<string, string>,
    skip: SkipFolder | undefined,
  ): Promise<Snapshot> {
    const { repository, remote } = await this.opened();
    this.ownTip = heads.get(this.branch);
    const from = this.ownTip === undefined && startsFrom !== undefined ? startsFrom : this.branch;
    if (heads.get(from) === undefined) return repository.snapshot(moves.find(({ ref }) => ref === `refs/heads/${from}`)?.commit, skip);
    await this.fetch(remote, from);
    return repository.snapshot(await repository.refs.commitOf(FETCHED), skip);
  }

  private async fetch(remote: Remote, branch: string, depth?: number): Promise<void> {
    this.options.onProgress?.({ step: 'fetch' });
    await remote.fetch(`refs/heads/${branch}`, FETCHED, depth);
  }

  private opened(): Promise<Cache> {
    return (this.cache ??= this.options.shares?.opened() ?? openCache(this.options));
  }
}
