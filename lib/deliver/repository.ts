import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveryError } from '../errors.ts';
import { isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import type { Git } from './git.ts';
import { gitError } from './git-error.ts';
import { LEDGER_PATH } from './ledger.ts';
import type { Plan } from './plan.ts';
import { BranchMovedError } from './target.ts';
import type { Author, Entry, Snapshot } from './target.ts';
import { heldLock, mendRefLocks, withRefLock } from './ref-lock.ts';

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

  async snapshot(commit: string | undefined): Promise<Snapshot> {
    const objectFormat = await this.objectFormat();
    const entries = new Map<string, Entry>();
    if (commit === undefined) return { commit, objectFormat, entries };

    const { out } = await this.git.run(['ls-tree', '-r', '-z', '--full-tree', commit]);
    for (const line of out.toString('utf8').split('\0')) {
      // `100644 blob 3f2c9ad…<tab>path`
      const tab = line.indexOf('\t');
      if (tab === -1) continue;
      entries.set(line.slice(tab + 1), { mode: line.slice(0, 6), blob: line.slice(line.lastIndexOf(' ', tab) + 1, tab) });
    }
    return { commit, objectFormat, entries };
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    if (blobs.length === 0) return [];
    const { out } = await this.git.run(['cat-file', '--batch'], { input: blobs.map((blob) => `${blob}\n`) });
    const texts: string[] = [];
    let at = 0;
    for (const blob of blobs) {
      // `3f2c9ad… blob 512<newline>…512 bytes…<newline>`, or `3f2c9ad… missing<newline>`
      const end = out.indexOf(10, at);
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1];
      if (size === undefined)
        throw new DeliveryError(
          this.where,
          `the repository is damaged: file content ${blob} is missing`,
          'Run `git fsck` in it and restore it from another copy.',
        );
      const start = end + 1;
      at = start + Number(size) + 1;
      texts.push(out.toString('utf8', start, at - 1));
    }
    return texts;
  }

  /** Writes the plan's commit; no ref points at it yet, so a run that is killed here has delivered nothing. */
  async write(plan: Plan, message: string, author: Author | undefined): Promise<string> {
    const configured = await this.configuredAuthor();
    const date = `${commitSeconds(this.env)} +0000`;
    const committer = person(this.fromEnv('COMMITTER') ?? configured ?? DEFAULT_AUTHOR);
    const writer = person(author ?? this.fromEnv('AUTHOR') ?? configured ?? DEFAULT_AUTHOR);
    const head = [
      'feature done\n',
      `commit ${SCRATCH_REF}\nmark :1\nauthor ${writer} ${date}\ncommitter ${committer} ${date}\n`,
      data(message),
      plan.base === undefined ? '' : `from ${plan.base}\n`,
    ];
    // The scratch ref is emptied again before git would store it: the commit is only known by the id that is answered.
    const tail = `\nget-mark :1\nreset ${SCRATCH_REF}\n\ndone\n`;
    const ran = await this.git.run(['fast-import', '--quiet', '--done'], { input: stream(head, plan, tail), codes: [0, 1, 128] });
    const commit = ran.out.toString('utf8').trim();
    if (ran.code === 0 && isObjectId(commit, plan.objectFormat)) return commit;

    rmSync(join(this.dir, `fast_import_crash_${ran.pid ?? 0}`), { force: true });
    throw gitError(this.where, 'fast-import', ran.words);
  }

  /** Removes the locks of a branch that a killed delivery left. */
  async mend(branch: string): Promise<void> {
    await mendRefLocks(this.dir, `refs/heads/${branch}`);
  }

  /** Moves a branch, only if it still stands where the plan was made. */
  async move(branch: string, commit: string, base: string | undefined): Promise<void> {
    const ref = `refs/heads/${branch}`;
    const none = '0'.repeat(commit.length);
    await withRefLock(this.where, this.dir, ref, async () => {
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

  private async configuredAuthor(): Promise<Author | undefined> {
    const { out } = await this.git.run(['config', '-z', '--get-regexp', '^user\\.(name|email)$'], { codes: [0, 1] });
    const values = new Map(
      out
        .toString('utf8')
        .split('\0')
        .map((line) => [line.slice(0, line.indexOf('\n')), line.slice(line.indexOf('\n') + 1)]),
    );
    const [name, email] = [values.get('user.name'), values.get('user.email')];
    return name === undefined || email === undefined ? undefined : { name, email };
  }

  private fromEnv(role: 'AUTHOR' | 'COMMITTER'): Author | undefined {
    const [name, email] = [this.env[`GIT_${role}_NAME`], this.env[`GIT_${role}_EMAIL`]];
    return name === undefined || email === undefined ? undefined : { name, email };
  }
}

const SCRATCH_REF = 'refs/slipway/scratch';

function* stream(head: readonly string[], { changes, ledger }: Plan, tail: string): Generator<string> {
  yield* head;
  // Removals first: a file may become a folder in the same commit.
  for (const change of changes) if (change.action === 'remove') yield `D ${quoted(change.path)}\n`;
  for (const change of changes) if (change.action !== 'remove') yield `M 100644 inline ${quoted(change.path)}\n${data(change.text)}`;
  if (ledger !== undefined) yield `M 100644 inline ${quoted(LEDGER_PATH)}\n${data(ledger)}`;
  yield tail;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** `Name <mail>` as git stores it; what would end the name or the line early is left out, as git itself does. */
function person({ name, email }: Author): string {
  const clean = (text: string): string => text.replace(/[<>\p{Cc}]/gu, '').trim();
  return `${clean(name)} <${clean(email)}>`;
}

/** Seconds since 1970. A build that must be repeatable sets SOURCE_DATE_EPOCH. */
function commitSeconds(env: NodeJS.ProcessEnv): number {
  const fixed = env['SOURCE_DATE_EPOCH'];
  return fixed !== undefined && /^\d{1,11}$/.test(fixed) ? Number(fixed) : Math.floor(Date.now() / 1000);
}
