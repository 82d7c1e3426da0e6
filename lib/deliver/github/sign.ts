import { spawnSync } from 'node:child_process';
import { DeliveryError, InputError } from '../../errors.ts';
import { clean } from '../commit-stream.ts';
import { Git } from '../git.ts';
import { GitConfig, signatureIn } from '../signature.ts';
import type { Author } from '../target.ts';
import type { Signature } from './git-data.ts';

/** A program that asks for a passphrase where nobody is there to answer is ended. Unit: milliseconds. */
const PATIENCE_MS = 120_000;

export interface CommitToSign {
  /** The target as the person wrote it; stands in front of every error. */
  readonly where: string;
  readonly env: NodeJS.ProcessEnv;
  readonly author: Author | undefined;
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/** What is sent beside tree and parents, so that GitHub writes exactly the commit that was signed. */
export interface SignedCommit {
  readonly message: string;
  readonly signature: Signature;
  /** What was signed, as git stores it. */
  readonly payload: string;
}

/**
 * Signs a commit with OpenPGP, as git is configured: `gpg.program`, `user.signingKey`. Throws an InputError where that is
 * something else, as GitHub's API takes nothing else, and a DeliveryError if the program does not sign.
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
export async function signCommit({ where, env, author: given, message, tree, parents }: CommitToSign): Promise<SignedCommit> {
  const git = new Git({ where, env });
  const configured = await new GitConfig(git).values();
  const { format, program, key } = signerIn(configured);
  if (format !== 'openpgp') {
    const what = `GitHub's API takes signatures of OpenPGP, and git is configured for ${format} (gpg.format)`;
    throw new InputError('sign', what, 'Deliver to the URL of the repository by git, or as a GitHub App, whose commits GitHub signs.');
  }
  const { author, committer, date } = signatureIn(configured, env, given);
  // Without the last line break: nobody may add one, or take it away.
  const text = message.trimEnd();
  const lines = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)];
  lines.push(`author ${personOf(author)} ${date}`, `committer ${personOf(committer)} ${date}`, '', text);
  const payload = lines.join('\n');
  const stamp = (person: Author) => ({ name: clean(person.name), email: clean(person.email), date: isoOf(date) });
  const signature = signed({ where, env, program, key: key ?? personOf(committer), payload });
  return { message: text, payload, signature: { author: stamp(author), committer: stamp(committer), signature } };
}

function signerIn(values: ReadonlyMap<string, string>): {
  readonly format: string;
  readonly program: string;
  readonly key: string | undefined;
} {
  const key = values.get('user.signingkey');
  return {
    format: values.get('gpg.format') ?? 'openpgp',
    program: values.get('gpg.openpgp.program') ?? values.get('gpg.program') ?? 'gpg',
    key: key === '' ? undefined : key,
  };
}

function signed({
  where,
  env,
  program,
  key,
  payload,
}: Pick<CommitToSign, 'where' | 'env'> & { readonly program: string; readonly key: string; readonly payload: string }): string {
  // As git calls it.
  const { stdout, stderr, error } = spawnSync(program, ['--status-fd=2', '-bsau', key], {
    input: payload,
    env: { ...env, LC_ALL: 'C' },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  if (error === undefined && stdout.startsWith('-----BEGIN PGP SIGNATURE-----')) return stdout;
  // Null where the program did not even start.
  const words = (stderr as string | null) ?? '';
  const said = words.split('\n').filter((line) => line !== '' && !line.startsWith('[GNUPG:]'));
  // Its own words first: a program that ends before it has read everything is a broken pipe to us.
  const why = said.at(-1) ?? error?.message ?? 'it said nothing';
  throw new DeliveryError(
    where,
    `the commit cannot be signed (${program}: ${why})`,
    'Try `git commit-tree -S` with the same account, or leave out --sign.',
  );
}

function personOf({ name, email }: Author): string {
  return `${clean(name)} <${clean(email)}>`;
}

/** `1769472000 +0000` as RFC 3339 writes it. */
function isoOf(date: string): string {
  return new Date(Number(date.split(' ')[0]) * 1000).toISOString().replace('.000', '');
}
