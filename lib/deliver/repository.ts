import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DeliveryError } from '../errors.ts';
import { isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import type { Git } from './git.ts';
import { gitError } from './git-error.ts';
import { changeLines, commitHead, data, identity } from './commit-stream.ts';
import type { Signature } from './commit-stream.ts';
import { writes } from './plan.ts';
import type { Plan } from './plan.ts';
import { BranchMovedError } from './target.ts';
import type {
  Author,
  CommitOptions,
  Entry,
  LoggedCommit,
  NoteChange,
  PastCommit,
  RefMove,
  SkipFolder,
  Snapshot,
  WantedCommit,
} from './target.ts';
import { heldLock, mendRefLocks, withRefLock } from './ref-lock.ts';
import { FSCK, walkTree } from './tree-walk.ts';

/** Who signs where neither an option nor git's configuration names anybody. */
export const DEFAULT_AUTHOR: Author = { name: 'slipway', email: 'slipway@localhost' };

/** A git repository on this machine, used through plumbing only: no work tree, no index, no hooks but its own. */
export class Repository {
  constructor(
    /** As the person wrote it, for errors. */
    private readonly where: string,
    private readonly dir: string,
    private readonly git: Git,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  async objectFormat(): Promise<ObjectFormat> {
    return (await this.git.text(['rev-parse', '--show-object-format'])) === 'sha256' ? 'sha256' : 'sha1';
  }

  /** The commit that a ref names, or undefined if there is no such ref. */
  async commitOf(ref: string): Promise<string | undefined> {
    const { code, out } = await this.git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], {
      codes: [0, 1],
    });
    return code === 0 ? out.toString('utf8').trim() : undefined;
  }

  /** Short names of all branches. */
  async branches(): Promise<readonly string[]> {
    const names = await this.git.text(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads']);
    return names === '' ? [] : names.split('\n');
  }

  async snapshot(commit: string | undefined, skip?: SkipFolder): Promise<Snapshot> {
    const entries = new Map<string, Entry>();
    if (commit === undefined) return { commit, objectFormat: await this.objectFormat(), entries };
    const objectFormat = isObjectId(commit, 'sha256') ? 'sha256' : 'sha1';
    const walked = skip && (await walkTree((names) => this.objects(names), `${commit}^{tree}`, skip, this.where));
    // Where a tree is missing, git's own words about it are better than ours.
    if (walked !== undefined) return { commit, objectFormat, ...walked };

    const { out } = await this.git.run(['ls-tree', '-r', '-z', '--full-tree', commit]);
    const text = out.toString('utf8');
    for (let start = 0; start < text.length;) {
      // `100644 blob 3f2c9ad…<tab>path<zero>`
      const tab = text.indexOf('\t', start);
      const end = text.indexOf('\0', tab);
      entries.set(text.slice(tab + 1, end), { mode: modeOf(text, start), blob: text.slice(text.lastIndexOf(' ', tab) + 1, tab) });
      start = end + 1;
    }
    return { commit, objectFormat, entries };
  }

  /** A commit at or below a tip; undefined if there is none whose id begins so. */
  async past(tip: string, id: string): Promise<PastCommit | undefined> {
    if (!/^[0-9a-f]{4,64}$/.test(id)) return undefined;
    const found = await this.git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${id}^{commit}`], { codes: [0, 1, 128] });
    const commit = found.out.toString('utf8').trim();
    if (found.code !== 0) return undefined;
    const { code } = await this.git.run(['merge-base', '--is-ancestor', commit, tip], { codes: [0, 1] });
    if (code !== 0) return undefined;
    const message = await this.git.text(['log', '-1', ...PLAIN_LOG, '--format=%B', commit]);
    return { message, snapshot: { ...(await this.snapshot(commit)), commit } };
  }

  /** The commits of ours at or below a tip that are wanted, newest first. */
  async deliveries(tip: string, limit: number | undefined, wanted: WantedCommit = () => true): Promise<readonly LoggedCommit[]> {
    // Mostly the newest are wanted; to read the changes of all takes its time.
    for (let count = limit ?? Number.POSITIVE_INFINITY; ; count *= 8) {
      const logged = await this.logged(tip, count);
      const found = logged.filter(wanted);
      if (logged.length < count || found.length >= (limit ?? 0)) return found.slice(0, limit);
    }
  }

  private async logged(tip: string, count: number): Promise<readonly LoggedCommit[]> {
    const only = ['--basic-regexp', '--grep=^Slipway-Version: ', ...(Number.isFinite(count) ? [`--max-count=${count}`] : [])];
    const shown = ['--first-parent', '-m', '--root', '-r', '--raw', '-z', '--no-abbrev', '--no-renames', ...PLAIN_LOG];
    const { out } = await this.git.run(['log', ...only, ...shown, '--format=%x01%H%x00%ct%x00%B%x00', tip]);
    // No message has a NUL, so nothing else looks like the beginning of a record.
    const records = out
      .toString('utf8')
      .split(/\x01(?=[0-9a-f]{40,64}\0\d+\0)/)
      .slice(1);
    return records.map((record) => {
      const [id = '', seconds = '', message = ''] = record.split('\0', 3);
      const raw = record.slice(id.length + seconds.length + message.length + 3);
      const changes = [...raw.matchAll(/:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0([^\0]*)/g)].map(
        ([, was = '', blob = '', path = '']) => ({
          path,
          was: /^0+$/.test(was) ? undefined : was,
          blob: /^0+$/.test(blob) ? undefined : blob,
        }),
      );
      return { id, message, date: new Date(Number(seconds) * 1000).toISOString().replace('.000', ''), changes };
    });
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    if (blobs.length === 0) return [];
    const out = await this.objects(blobs);
    const texts: string[] = [];
    let at = 0;
    for (const blob of blobs) {
      // `3f2c9ad… blob 512<newline>…512 bytes…<newline>`, or `3f2c9ad… missing<newline>`
      const end = out.indexOf(10, at);
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1];
      if (size === undefined) throw new DeliveryError(this.where, `the repository is damaged: file content ${blob} is missing`, FSCK);
      const start = end + 1;
      at = start + Number(size) + 1;
      texts.push(out.toString('utf8', start, at - 1));
    }
    return texts;
  }

  private async objects(names: readonly string[]): Promise<Buffer> {
    return (await this.git.run(['cat-file', '--batch', '--buffer'], { input: [`${names.join('\n')}\n`] })).out;
  }

  /** Writes the plan's commit; no ref points at it yet, so a run that is killed here has delivered nothing. */
  async write(plan: Plan, message: string, options: CommitOptions = {}): Promise<string> {
    const signature = await this.signature(options.author);
    const commit = await this.import(commitHead(signature, message, plan.base), changeLines(writes(plan)));
    return (options.sign ?? signature.signs) ? this.signed(commit, message, plan.base, signature) : commit;
  }

  /**
   * Changes the notes of commits, on top of what a notes ref names.
   * Answers with the new commit of the notes, to which no ref points yet; undefined if all texts stay as they are.
   */
  async writeNotes(
    notesRef: string,
    notes: readonly NoteChange[],
  ): Promise<{ readonly note: string; readonly base: string | undefined } | undefined> {
    const base = await this.commitOf(notesRef);
    const changed = new Map<string, string>();
    for (const { commit, change } of notes) {
      const text = changed.get(commit) ?? (await this.noteOf(notesRef, commit));
      const note = change(text);
      if (note !== text) changed.set(commit, note);
    }
    if (changed.size === 0) return undefined;
    const head = commitHead(await this.signature(undefined), 'Note what slipway saw\n', base);
    const lines = [...changed].map(([commit, note]) => `N inline ${commit}\n${data(note)}`);
    return { note: await this.import(head, lines), base };
  }

  private async noteOf(notesRef: string, commit: string): Promise<string> {
    const { code, out } = await this.git.run(['notes', `--ref=${notesRef}`, 'show', commit], { codes: [0, 1] });
    return code === 0 ? out.toString('utf8') : '';
  }

  /** Makes one commit that no ref names, by one fast-import. */
  private async import(head: string, lines: Iterable<string>): Promise<string> {
    function* stream(): Generator<string> {
      yield `feature done\ncommit ${SCRATCH_REF}\nmark :1\n${head}`;
      yield* lines;
      // The scratch ref is emptied again before git would store it: the commit is only known by the id that is answered.
      yield `\nget-mark :1\nreset ${SCRATCH_REF}\n\ndone\n`;
    }
    // A ledger is some megabytes that change in a few lines: to look for likenesses in it, and to squeeze it hard, would take
    // most of a delivery's time. `git gc` does both later.
    const ran = await this.git.run(['-c', 'pack.compression=1', 'fast-import', '--quiet', '--done', '--depth=0'], {
      input: stream(),
      codes: [0, 1, 128],
    });
    const commit = ran.out.toString('utf8').trim();
    if (ran.code === 0 && (isObjectId(commit, 'sha1') || isObjectId(commit, 'sha256'))) return commit;

    rmSync(join(this.dir, `fast_import_crash_${ran.pid ?? 0}`), { force: true });
    throw gitError(this.where, 'fast-import', ran.words);
  }

  /** The same commit with a signature, which fast-import cannot make: by SSH, GPG or X.509, as git's `gpg.format` and `user.signingKey` say. */
  private async signed(commit: string, message: string, base: string | undefined, { author, committer, date }: Signature): Promise<string> {
    const parents = base === undefined ? [] : ['-p', base];
    const env = { ...identity('AUTHOR', author, date), ...identity('COMMITTER', committer, date) };
    return this.git.text(['commit-tree', '-S', ...parents, `${commit}^{tree}`], { input: [message], env });
  }

  /** What {@link remember} kept. */
  recall(name: string): string | undefined {
    try {
      return readFileSync(this.memory(name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Keeps a text beside git's own files. What cannot be kept is found out again. */
  remember(name: string, text: string): void {
    try {
      mkdirSync(dirname(this.memory(name)), { recursive: true });
      writeFileSync(this.memory(name), text);
    } catch {
      // A full disk, or a repository of somebody else: it was only to save time.
    }
  }

  private memory(name: string): string {
    return join(this.dir, 'slipway-known', createHash('sha256').update(name).digest('hex').slice(0, 16));
  }

  /** Removes the locks of branches that a killed delivery left. */
  async mend(branches: readonly string[]): Promise<void> {
    await mendRefLocks(
      this.dir,
      branches.map((branch) => `refs/heads/${branch}`),
    );
  }

  /** Moves a branch, only if it still stands where the plan was made. */
  async move(branch: string, commit: string, base: string | undefined): Promise<void> {
    await this.moveRef(`refs/heads/${branch}`, branch, commit, base);
  }

  /** The same for any ref; `branch` is its name for people. */
  async moveRef(ref: string, branch: string, commit: string, base: string | undefined): Promise<void> {
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

  /** Who writes a commit, when, and whether git's configuration asks for a signature. */
  private async signature(given: Author | undefined): Promise<Signature> {
    const { out } = await this.git.run(['config', '-z', '--get-regexp', '^(user\\.(name|email)|commit\\.gpgsign)$'], { codes: [0, 1] });
    const lines = out.toString('utf8').split('\0');
    // A key without a value has no line break, and means true.
    const values = new Map(
      lines.map((line) => [line.split('\n', 1)[0] ?? '', line.includes('\n') ? line.slice(line.indexOf('\n') + 1) : 'true']),
    );
    const [name, email] = [values.get('user.name'), values.get('user.email')];
    const configured = name === undefined || email === undefined ? undefined : { name, email };
    return {
      author: given ?? this.fromEnv('AUTHOR') ?? configured ?? DEFAULT_AUTHOR,
      committer: this.fromEnv('COMMITTER') ?? configured ?? DEFAULT_AUTHOR,
      date: `${commitSeconds(this.env)} +0000`,
      signs: /^(true|yes|on|[1-9]\d*)$/i.test(values.get('commit.gpgsign') ?? ''),
    };
  }

  private fromEnv(role: 'AUTHOR' | 'COMMITTER'): Author | undefined {
    const [name, email] = [this.env[`GIT_${role}_NAME`], this.env[`GIT_${role}_EMAIL`]];
    return name === undefined || email === undefined ? undefined : { name, email };
  }
}

/** Whatever the person's own configuration says about logs. */
const PLAIN_LOG = ['--no-show-signature', '--no-color', '--encoding=UTF-8'];

const SCRATCH_REF = 'refs/slipway/scratch';

/** Seconds since 1970. A build that must be repeatable sets SOURCE_DATE_EPOCH. */
function commitSeconds(env: NodeJS.ProcessEnv): number {
  const fixed = env['SOURCE_DATE_EPOCH'];
  return fixed !== undefined && /^\d{1,11}$/.test(fixed) ? Number(fixed) : Math.floor(Date.now() / 1000);
}

const PLAIN_FILE = '100644';

/** The mode at the start of a line of `ls-tree`; nearly all have the same, and need no text of their own. */
function modeOf(text: string, start: number): string {
  return text.startsWith(PLAIN_FILE, start) ? PLAIN_FILE : text.slice(start, start + PLAIN_FILE.length);
}
