import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeliveryError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { gitError } from './git-error.ts';

/** Oldest git that is used: `init -b` came with 2.28, and 2.30 is the oldest that Debian still carries. */
export const GIT_OLDEST = [2, 30] as const;

/** A command that says nothing for so long is taken for hung. Unit: milliseconds. */
const SILENCE_MS = 120_000;

export interface GitOptions {
  /** `GIT_DIR` of every command; none for commands that need no repository. */
  readonly dir?: string | undefined;
  /** The target as the person wrote it; stands in front of every error. */
  readonly where: string;
  /** Folder of hooks that may run. @default none: hooks of the person's own configuration have no say here */
  readonly hooks?: string | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** A command that says nothing for so long is ended. Unit: milliseconds. @default two minutes */
  readonly silenceMs?: number | undefined;
}

export interface RunOptions {
  /** What the command reads, in pieces. @default nothing */
  readonly input?: Iterable<string> | AsyncIterable<string> | undefined;
  /** Exit codes that are answers. @default [0] */
  readonly codes?: readonly number[] | undefined;
  /** Variables of this command alone. @default none */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Called with every piece of what git says on its second channel. */
  readonly onWords?: ((words: string) => void) | undefined;
}

export interface Ran {
  readonly code: number;
  readonly out: Buffer;
  readonly words: string;
  readonly pid: number | undefined;
}

/** The system's git: plumbing commands without a shell, a prompt, a pager, hooks or somebody's templates. */
export class Git {
  /** A command that says nothing for so long is ended. Unit: milliseconds. */
  readonly silenceMs: number;
  private readonly env: NodeJS.ProcessEnv;
  private checked: Promise<void> | undefined;

  constructor(private readonly options: GitOptions) {
    this.silenceMs = options.silenceMs ?? SILENCE_MS;
    this.env = environment(options.env ?? process.env, options.dir, this.silenceMs);
  }

  /** Runs one command. Throws a DeliveryError when it ends with another code than `codes` allow. */
  async run(args: readonly string[], { input, codes = [0], env, onWords }: RunOptions = {}): Promise<Ran> {
    // The first command does not wait for the answer: an older git would refuse what it does not know.
    const [ran] = await Promise.all([this.spawn(args, input ?? [], onWords, env), this.checkVersion()]);
    if (!codes.includes(ran.code)) throw gitError(this.options.where, args[0] ?? '', ran.words);
    return ran;
  }

  /** The answer of a command as one trimmed text. */
  async text(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return (await this.run(args, options)).out.toString('utf8').trim();
  }

  private checkVersion(): Promise<void> {
    return (this.checked ??= this.spawn(['version'], [], undefined).then(({ out }) => {
      const found = /git version (\d+)\.(\d+)/.exec(out.toString('utf8'));
      const [major, minor] = [Number(found?.[1]), Number(found?.[2])];
      const [oldestMajor, oldestMinor] = GIT_OLDEST;
      if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
      const said = out.toString('utf8').trim();
      throw new DeliveryError(
        this.options.where,
        `this git is too old or unknown (${said})`,
        `Install git ${GIT_OLDEST.join('.')} or later.`,
      );
    }));
  }

  /** What is said of a command that was ended because it said nothing. */
  hung(command: string): DeliveryError {
    const { where } = this.options;
    return new DeliveryError(
      where,
      `git ${command} said nothing for ${this.silenceMs / 1000} s and was ended`,
      'Check the network, and run again.',
    );
  }

  /** Starts a command that is talked to for a while. Whoever starts it looks after it. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
    const { hooks = '/dev/null' } = this.options;
    const always = ['-c', `core.hooksPath=${hooks}`, '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];
    return spawn('git', [...always, ...args], { env: { ...this.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  }

  private async spawn(
    args: readonly string[],
    input: Iterable<string> | AsyncIterable<string>,
    onWords: RunOptions['onWords'],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Ran> {
    const { where } = this.options;
    const child = this.start(args, env);
    const out: Buffer[] = [];
    let words = '';
    const hung = setTimeout(() => {
      child.kill('SIGKILL');
      // What git started itself (a transport, a hook) holds these open as long as it lives, and nobody waits for it any more.
      child.stdout.destroy();
      child.stderr.destroy();
    }, this.silenceMs);
    child.stdout.on('data', (piece: Buffer) => {
      hung.refresh();
      out.push(piece);
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      hung.refresh();
      // Progress lines of a large fetch must not grow without end; what went wrong stands at the end.
      words = (words + piece).slice(-64 * 1024);
      onWords?.(piece);
    });
    // A command that ends before it has read everything says why itself; the broken pipe is no news.
    const fed = pipeline(Readable.from(input, { objectMode: true }), child.stdin).catch(() => undefined);
    try {
      const code = await new Promise<number>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (exit, signal) => {
          resolve(exit ?? (signal === null ? 1 : 128));
        });
      });
      await fed;
      // Nothing but the timer above ends it.
      if (child.killed) {
        throw this.hung(args[0] ?? '');
      }
      return { code, out: Buffer.concat(out), words, pid: child.pid };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') {
        throw new DeliveryError(where, 'there is no git on the PATH', `Install git ${GIT_OLDEST.join('.')} or later.`);
      }
      throw error;
    } finally {
      clearTimeout(hung);
    }
  }
}

/** Variables that would lead git to another repository than the one named: set, for example, when we run inside a hook. */
const LEADING_ASTRAY =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|INDEX_VERSION|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|QUARANTINE_PATH|SHALLOW_FILE|CONFIG|TEMPLATE_DIR)$/;

function environment(given: NodeJS.ProcessEnv, dir: string | undefined, silenceMs: number): NodeJS.ProcessEnv {
  const kept = Object.entries(given).filter(([name]) => !LEADING_ASTRAY.test(name));
  return {
    // A transport of git's that waits for a server in vain ends by itself, a little before git is ended.
    GIT_HTTP_LOW_SPEED_LIMIT: '1',
    GIT_HTTP_LOW_SPEED_TIME: String(Math.max(1, Math.floor((silenceMs * 0.9) / 1000))),
    ...Object.fromEntries(kept),
    ...(dir === undefined ? {} : { GIT_DIR: dir }),
    GIT_TERMINAL_PROMPT: '0',
    // New repositories are what every Git host and Argo CD read, whatever the person's configuration prefers.
    GIT_DEFAULT_HASH: 'sha1',
    GIT_DEFAULT_REF_FORMAT: 'files',
    // Errors are recognised by their English words.
    LC_ALL: 'C',
    LANGUAGE: '',
  };
}
