import { authorInEnv, DEFAULT_AUTHOR } from '../signature.ts';
import type { Author } from '../target.ts';
import type { Signature } from './git-data.ts';
import { clean } from '../commit-stream.ts';

/**
 * Author and committer as the environment wants them. Where it wants nothing they are left out: then GitHub takes the
 * account of the token, and signs the commit if that is an App's.
 */
export function signature(env: NodeJS.ProcessEnv, author: Author | undefined): Signature {
  const fixed = env['SOURCE_DATE_EPOCH'];
  const date =
    fixed !== undefined && /^\d{1,11}$/.test(fixed) ? new Date(Number(fixed) * 1000).toISOString().replace('.000', '') : undefined;
  const writer = author ?? authorInEnv(env, 'AUTHOR');
  const committer = authorInEnv(env, 'COMMITTER');
  if (writer === undefined && committer === undefined && date === undefined) return {};
  const stamp = (person: Author) => ({ name: clean(person.name), email: clean(person.email), ...(date === undefined ? {} : { date }) });
  return { author: stamp(writer ?? DEFAULT_AUTHOR), committer: stamp(committer ?? writer ?? DEFAULT_AUTHOR) };
}
