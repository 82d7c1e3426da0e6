import { DeliveryError } from '../errors.ts';
import { isObjectId } from './blob-id.ts';
import { blobLines, changeLines, commitHead, data, identity, storedLines } from './commit-stream.ts';
import type { Signature } from './commit-stream.ts';
import { fastImport, inPieces } from './fast-import.ts';
import type { Commands } from './fast-import.ts';
import type { Git } from './git.ts';
import { writes } from './plan.ts';
import type { Change, Plan } from './plan.ts';
import { signatureIn } from './signature.ts';
import type { GitConfig } from './signature.ts';
import type { CommitOptions } from './target.ts';

const SCRATCH_REF = 'refs/slipway/scratch';

/** From so many changes on, two gits share the work. */
const MANY = 2_000;

/** Writes commits to a repository on this machine. No ref points at them yet, so a run that is killed then has delivered nothing. */
export class CommitWriter {
  constructor(
    /** As the person wrote it, for errors. */
    private readonly where: string,
    private readonly dir: string,
    private readonly git: Git,
    private readonly config: GitConfig,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The plan's commit. Nothing is written where `ready` fails, which runs meanwhile. */
  async write(plan: Plan, message: string, { author, sign }: CommitOptions = {}, ready?: Promise<void>): Promise<string> {
    const signing = Promise.all([this.config.values(), ready]).then(([values]) => signatureIn(values, this.env, author));
    const head = signing.then((signature) => commitHead(signature, message, plan.base));
    const changes = writes(plan);
    const commit = await (changes.length < MANY ? this.import(head, inPieces(changeLines(changes))) : this.importMany(await head, changes));
    const signature = await signing;
    return (sign ?? signature.signs) ? this.signed(commit, message, plan.base, signature) : commit;
  }

  /** A commit of notes on top of others. */
  async writeNotes(notes: Iterable<readonly [commit: string, note: string]>, base: string | undefined): Promise<string> {
    const signing = this.config.values().then((values) => signatureIn(values, this.env, undefined));
    const head = signing.then((signature) => commitHead(signature, 'Note what slipway saw\n', base));
    return this.import(
      head,
      [...notes].map(([commit, note]) => `N inline ${commit}\n${data(note)}`),
    );
  }

  /** Makes one commit by one fast-import, which starts while its first lines are still found out. */
  private async import(head: Promise<string>, lines: Commands): Promise<string> {
    async function* commands(): AsyncGenerator<string> {
      yield `commit ${SCRATCH_REF}\nmark :1\n${await head}`;
      yield* lines;
      // The scratch ref is emptied again before git would store it: the commit is only known by the id that is answered.
      yield `\nget-mark :1\nreset ${SCRATCH_REF}\n\n`;
    }
    const commit = await causeFirst(head, fastImport(this.where, this.dir, this.git, commands()));
    if (isObjectId(commit, 'sha1') || isObjectId(commit, 'sha256')) return commit;
    throw new DeliveryError(this.where, 'git fast-import failed: it named no commit', 'Run again.');
  }

  /** The same by two: one stores half of the texts while the other does the rest. */
  private async importMany(head: string, changes: readonly Change[]): Promise<string> {
    // Every second one: files come first, ledgers, which are larger, afterwards.
    const isAside = ({ action }: Change, index: number): boolean => action !== 'remove' && index % 2 === 1;
    const aside = changes.filter(isAside);
    const rest = changes.filter((change, index) => !isAside(change, index));
    const storing = fastImport(this.where, this.dir, this.git, inPieces(blobLines(aside)));
    async function* lines(): AsyncGenerator<string> {
      yield* inPieces(changeLines(rest));
      await storing;
      yield* inPieces(storedLines(aside));
    }
    return causeFirst(storing, this.import(Promise.resolve(head), lines()));
  }

  /** The same commit with a signature, which fast-import cannot make: by SSH, GPG or X.509, as git's `gpg.format` and `user.signingKey` say. */
  private async signed(commit: string, message: string, base: string | undefined, { author, committer, date }: Signature): Promise<string> {
    const parents = base === undefined ? [] : ['-p', base];
    const env = { ...identity('AUTHOR', author, date), ...identity('COMMITTER', committer, date) };
    return this.git.text(['commit-tree', '-S', ...parents, `${commit}^{tree}`], { input: [message], env });
  }
}

/** The result of what waits for something else. Where that fails, it knows why; of the other is only known that it was cut off. */
async function causeFirst<T>(cause: Promise<unknown>, result: Promise<T>): Promise<T> {
  const [first, second] = await Promise.allSettled([cause, result]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return second.value;
}
