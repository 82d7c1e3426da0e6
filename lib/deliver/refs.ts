import type { Git } from './git.ts';
import { gitError } from './git-error.ts';
import type { ObjectReader } from './object-reader.ts';
import { heldLock, mendRefLocks, withRefLock } from './ref-lock.ts';
import { BranchMovedError } from './target.ts';
import type { RefMove } from './target.ts';

/** The refs of a repository on this machine: where they stand, and how they move. */
export class Refs {
  constructor(
    /** As the person wrote it, for errors. */
    private readonly where: string,
    private readonly dir: string,
    private readonly git: Git,
    private readonly objects: ObjectReader,
  ) {}

  /** The commit that a ref or an id names; undefined if there is none. */
  async commitOf(name: string): Promise<string | undefined> {
    return (await this.objects.read([`${name}^{commit}`], (object) => object?.id))[0];
  }

  /** Short names of all branches. */
  async branches(): Promise<readonly string[]> {
    const names = await this.git.text(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads']);
    return names === '' ? [] : names.split('\n');
  }

  /** Removes the locks of branches that a killed delivery left. */
  async mend(branches: readonly string[]): Promise<void> {
    await mendRefLocks(
      this.dir,
      branches.map((branch) => `refs/heads/${branch}`),
    );
  }

  /** Moves a branch, only if it still stands where the plan was made. */
  async moveBranch(branch: string, commit: string, base: string | undefined): Promise<void> {
    await this.move(`refs/heads/${branch}`, branch, commit, base);
  }

  /** The same for any ref; `branch` is its name for people. */
  async move(ref: string, branch: string, commit: string, base: string | undefined): Promise<void> {
    const none = '0'.repeat(commit.length);
    await withRefLock(this.where, this.dir, [ref], async () => {
      const ran = await this.git.run(['update-ref', ref, commit, base ?? none], { codes: [0, 1, 128] });
      if (ran.code === 0) return undefined;
      const held = heldLock(ran.words);
      if (held !== undefined) return held;
      if (/but expected|reference already exists|unable to resolve reference|reference is missing/.test(ran.words)) {
        throw new BranchMovedError(branch, base, await this.commitOf(ref));
      }
      throw gitError(this.where, 'update-ref', ran.words);
    });
  }

  /** Moves several refs in one transaction: all of them, or none if one does not stand where it should. */
  async moveAll(moves: readonly RefMove[]): Promise<void> {
    const input = moves.map(({ ref, commit, base }) => `update ${ref} ${commit} ${base ?? '0'.repeat(commit.length)}\n`);
    const refs = moves.map(({ ref }) => ref);
    await withRefLock(this.where, this.dir, refs, async () => {
      const ran = await this.git.run(['update-ref', '--stdin'], { input, codes: [0, 1, 128] });
      if (ran.code === 0) return undefined;
      const held = heldLock(ran.words);
      if (held !== undefined) return held;
      const moved = await this.movedOf(moves);
      if (moved !== undefined) throw moved;
      throw gitError(this.where, 'update-ref', ran.words);
    });
  }

  private async movedOf(moves: readonly RefMove[]): Promise<BranchMovedError | undefined> {
    for (const { ref, base } of moves) {
      const found = await this.commitOf(ref);
      if (found !== base) return new BranchMovedError(ref.replace('refs/heads/', ''), base, found);
    }
    return undefined;
  }
}
