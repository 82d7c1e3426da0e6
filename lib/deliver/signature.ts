import type { Signature } from './commit-stream.ts';
import type { Git } from './git.ts';
import type { Author } from './target.ts';

/** Who signs where neither an option nor git's configuration names anybody. */
export const DEFAULT_AUTHOR: Author = { name: 'slipway', email: 'slipway@localhost' };

/** What git is configured to, as far as a delivery asks; the last value of each key counts. */
export class GitConfig {
  private read: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(private readonly git: Git) {}

  /** Keys in lower case. Read once. */
  values(): Promise<ReadonlyMap<string, string>> {
    return (this.read ??= this.readOnce());
  }

  private async readOnce(): Promise<ReadonlyMap<string, string>> {
    const keys = '^(core\\.bare|user\\.(name|email|signingkey)|commit\\.gpgsign|gpg\\.(format|program|openpgp\\.program))$';
    const { out } = await this.git.run(['config', '-z', '--get-regexp', keys], { codes: [0, 1] });
    const lines = out.toString('utf8').split('\0');
    // A key without a value has no line break, and means true.
    return new Map(lines.map((line) => [line.split('\n', 1)[0] ?? '', line.includes('\n') ? line.slice(line.indexOf('\n') + 1) : 'true']));
  }
}

/** Who writes a commit, when, and whether the configuration asks for a signature. */
export function signatureIn(values: ReadonlyMap<string, string>, env: NodeJS.ProcessEnv, given: Author | undefined): Signature {
  const [name, email] = [values.get('user.name'), values.get('user.email')];
  const configured = name === undefined || email === undefined ? undefined : { name, email };
  return {
    author: given ?? authorInEnv(env, 'AUTHOR') ?? configured ?? DEFAULT_AUTHOR,
    committer: authorInEnv(env, 'COMMITTER') ?? configured ?? DEFAULT_AUTHOR,
    date: `${commitSeconds(env)} +0000`,
    signs: /^(true|yes|on|[1-9]\d*)$/i.test(values.get('commit.gpgsign') ?? ''),
  };
}

/** The person whom the environment names; undefined unless it names both name and address. */
export function authorInEnv(env: NodeJS.ProcessEnv, role: 'AUTHOR' | 'COMMITTER'): Author | undefined {
  const [name, email] = [env[`GIT_${role}_NAME`], env[`GIT_${role}_EMAIL`]];
  return name === undefined || email === undefined ? undefined : { name, email };
}

/** Seconds since 1970. A build that must be repeatable sets SOURCE_DATE_EPOCH. */
function commitSeconds(env: NodeJS.ProcessEnv): number {
  const fixed = env['SOURCE_DATE_EPOCH'];
  return fixed !== undefined && /^\d{1,11}$/.test(fixed) ? Number(fixed) : Math.floor(Date.now() / 1000);
}
