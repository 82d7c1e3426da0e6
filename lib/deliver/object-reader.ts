import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { DeliveryError } from '../errors.ts';
import type { Git } from './git.ts';
import { gitError } from './git-error.ts';
import { ObjectStream } from './object-stream.ts';
import type { GitObject } from './object-stream.ts';

/** A git that nobody has asked anything for so long is let go. Unit: milliseconds. */
const IDLE_MS = 500;

/** What a git says that does not know an option. */
const USAGE = 129;

/** Makes of one object what is kept of it; undefined stands for one that git does not have. */
type Take<T> = (object: GitObject | undefined) => T;

interface Question {
  left: number;
  readonly take: (object: GitObject | undefined) => void;
  readonly settle: (error?: Error) => void;
}

/** This git cannot be talked to: it is older than 2.36. */
class TooOld extends Error {}

/** Reads objects by one `git cat-file` that stays: an answer costs a turn on a pipe instead of a process. */
export class ObjectReader {
  private talk: Talk | undefined;
  private isTooOld = false;

  /** @param where The target as the person wrote it, for errors. */
  constructor(
    private readonly where: string,
    private readonly git: Git,
  ) {}

  /** What `take` makes of each object, in the order of the names; a name is any that git understands. */
  async read<T>(names: readonly string[], take: Take<T>): Promise<readonly T[]> {
    if (names.length === 0) return [];
    try {
      if (!this.isTooOld) return await this.ask(names, take);
    } catch (error) {
      if (!(error instanceof TooOld)) throw error;
      this.isTooOld = true;
    }
    const taken: T[] = [];
    const stream = new ObjectStream((object) => taken.push(take(object)));
    stream.take((await this.git.run(['cat-file', '--batch', '--buffer'], { input: [`${names.join('\n')}\n`] })).out);
    return taken;
  }

  /** Lets go of git; it is started again when it is needed. */
  close(): void {
    this.talk?.end();
    this.talk = undefined;
  }

  private async ask<T>(names: readonly string[], take: Take<T>): Promise<readonly T[]> {
    if (this.talk?.isOver !== false) this.talk = new Talk(this.git, (words) => gitError(this.where, 'cat-file', words));
    return this.talk.ask(names, take);
  }
}

/** One running `git cat-file`, and what it has been asked. */
class Talk {
  isOver = false;
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly questions: Question[] = [];
  private timer: NodeJS.Timeout | undefined;
  private words = '';

  constructor(
    private readonly git: Git,
    failed: (words: string) => DeliveryError,
  ) {
    this.child = git.start(['cat-file', '--batch-command', '--buffer']);
    const stream = new ObjectStream((object) => this.answer(object));
    this.child.stdout.on('data', (piece: Buffer) => {
      this.timer?.refresh();
      stream.take(piece);
    });
    this.child.stderr.setEncoding('utf8').on('data', (piece: string) => (this.words += piece));
    // A git that ends early says itself why; the broken pipe is no news.
    this.child.stdin.on('error', () => undefined);
    this.child.on('error', (error) => this.over(error));
    this.child.on('close', (code) => this.over(code === USAGE ? new TooOld() : failed(this.words)));
  }

  async ask<T>(names: readonly string[], take: Take<T>): Promise<readonly T[]> {
    const taken: T[] = [];
    this.hold(true);
    this.wait(this.git.silenceMs, () => this.over(this.git.hung('cat-file')));
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: Error): void => (error === undefined ? resolve() : reject(error));
      this.questions.push({ left: names.length, take: (object) => void taken.push(take(object)), settle });
      this.child.stdin.write(`${names.map((name) => `contents ${name}\n`).join('')}flush\n`);
    });
    return taken;
  }

  /** It ends by itself when there is nothing more to read. */
  end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.child.stdin.end();
  }

  private answer(object: GitObject | undefined): void {
    const [question] = this.questions;
    if (question === undefined) return;
    question.take(object);
    question.left -= 1;
    if (question.left > 0) return;
    this.questions.shift();
    question.settle();
    if (this.questions.length > 0) return;
    this.hold(false);
    this.wait(IDLE_MS, () => this.end()).unref();
  }

  private over(error: Error): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.child.kill('SIGKILL');
    for (const { settle } of this.questions.splice(0)) settle(error);
  }

  private wait(milliseconds: number, then: () => void): NodeJS.Timeout {
    clearTimeout(this.timer);
    return (this.timer = setTimeout(then, milliseconds));
  }

  /** Only a git that owes an answer keeps our own process alive. */
  private hold(isHeld: boolean): void {
    const { child } = this;
    // Pipes to a child are sockets, which their types do not say.
    for (const part of [child, child.stdin, child.stdout, child.stderr] as unknown as readonly Pick<typeof child, 'ref' | 'unref'>[]) {
      if (isHeld) part.ref();
      else part.unref();
    }
  }
}
