import { DeliveryError } from '../errors.ts';
import { pushLocking } from './file-locks.ts';
import type { Git, Ran } from './git.ts';
import { gitError } from './git-error.ts';
import { BranchMovedError } from './target.ts';
import type { OnProgress, Progress, RefMove } from './target.ts';

const PUSH_OPTIONS = ['--porcelain', '--progress', '--no-thin', '--no-follow-tags', '--no-signed', '--recurse-submodules=no'];

const FETCH_OPTIONS = ['--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--no-auto-gc', '--progress'];

/** A repository behind a URL, as the git of a cache on this machine reaches it. */
export class Remote {
  constructor(
    /** The URL as people may see it. */
    private readonly label: string,
    private readonly url: string,
    private readonly git: Git,
    private readonly onProgress: OnProgress | undefined,
  ) {}

  /** Where the branches of the remote stand. */
  async heads(): Promise<ReadonlyMap<string, string>> {
    const first = await this.listed();
    if (first.heads.size > 0 || !/^https?:/i.test(this.url)) return first.heads;

    // A login page, or an empty one, is to git an old kind of server without branches, and everything would seem new.
    // A server of git speaks in packets, however little it has to say.
    const again = await this.listed({ GIT_TRACE_PACKET: '1' });
    if (/packet: .*(git-upload-pack|version \d)/.test(again.words)) return again.heads;
    throw new DeliveryError(
      this.label,
      'something answers there, but it is not a git server',
      'Check the URL, and whether a proxy or a login page stands in between.',
    );
  }

  /** Where a ref of the remote stands; undefined where there is none. */
  async tipOf(ref: string): Promise<string | undefined> {
    const lines = (await this.git.text(['ls-remote', '--', this.url, ref])).split('\n');
    return lines.find((line) => line.endsWith(`\t${ref}`))?.split('\t')[0];
  }

  /** Fetches a ref of the remote to one of the cache. */
  async fetch(from: string, to: string, depth = 1): Promise<void> {
    await this.git.run(['fetch', `--depth=${depth}`, ...FETCH_OPTIONS, '--', this.url, `+${from}:${to}`], {
      onWords: this.percent('fetch'),
    });
  }

  /**
   * Moves branches, all by one push that the remote takes whole or not at all. Throws a {@link BranchMovedError} if one of them does
   * not stand where it should.
   */
  async move(moves: readonly RefMove[]): Promise<void> {
    this.onProgress?.({ step: 'push' });
    const refs = moves.map(({ ref }) => ref);
    const failure = await this.failureOf(pushLocking(this.label, this.url, refs, () => this.push(moves)));
    if (failure === undefined) return;

    // The answer may have been lost on the way back, or never come: what counts is where the branches stand.
    const heads = await this.heads().catch(() => undefined);
    if (heads === undefined) throw failure;
    const standing = moves.map(({ ref, commit, base }) => ({ branch: ref.slice('refs/heads/'.length), commit, base }));
    if (standing.every(({ branch, commit }) => heads.get(branch) === commit)) return;
    const moved = standing.find(({ branch, base }) => heads.get(branch) !== base);
    throw moved === undefined ? failure : new BranchMovedError(moved.branch, moved.base, heads.get(moved.branch));
  }

  /**
   * Only pushes. The lease adds a condition: a push that is no fast-forward cannot arise, as the commit's parent is the base,
   * and one that is must in addition find the branch exactly there. A branch that was set back is not silently set forward again.
   */
  push(moves: readonly RefMove[]): Promise<Ran> {
    const atomic = moves.length > 1 ? ['--atomic'] : [];
    const leases = moves.map(({ ref, base }) => `--force-with-lease=${ref}:${base ?? ''}`);
    const specs = moves.map(({ ref, commit }) => `${commit}:${ref}`);
    return this.git.run(['push', ...atomic, ...PUSH_OPTIONS, ...leases, '--', this.url, ...specs], {
      codes: [0, 1, 128],
      onWords: this.percent('push'),
    });
  }

  /** Why a push failed, in git's words. */
  failed({ words, out }: Ran): DeliveryError {
    return gitError(this.label, 'push', `${words}\n${out.toString('utf8')}`);
  }

  /** Why a push failed, whether git says so or says nothing any more; undefined where it arrived. */
  private async failureOf(push: Promise<Ran>): Promise<DeliveryError | undefined> {
    try {
      const ran = await push;
      return ran.code === 0 ? undefined : this.failed(ran);
    } catch (error) {
      if (error instanceof DeliveryError) return error;
      throw error;
    }
  }

  private async listed(env: NodeJS.ProcessEnv = {}): Promise<{ readonly heads: ReadonlyMap<string, string>; readonly words: string }> {
    const { out, words } = await this.git.run(['ls-remote', '--heads', '--', this.url], { env });
    const lines = out.toString('utf8').split('\n');
    const pairs = lines.filter((line) => line.includes('\trefs/heads/')).map((line) => line.split('\trefs/heads/', 2));
    return { heads: new Map(pairs.map(([commit = '', branch = '']) => [branch, commit])), words };
  }

  private percent(step: Progress['step']): (words: string) => void {
    return (words) => {
      // One piece often holds several lines of progress; the last is the newest.
      const percent = [...words.matchAll(/(\d+)%/g)].at(-1)?.[1];
      if (percent !== undefined) this.onProgress?.({ step, percent: Number(percent) });
    };
  }
}
