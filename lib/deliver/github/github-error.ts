import { DeliveryError, InputError } from '../../errors.ts';
import { at, listAt, textAt } from './answer.ts';
import { LONGEST_WAIT } from './client.ts';
import type { Secrets } from './secrets.ts';

/** Most of GitHub's own words that are shown. Unit: characters. */
const MOST_WORDS = 200;

/** Status and words of a refusal, what they mean, and what helps. The first that matches counts. */
const CAUSES: readonly (readonly [number | undefined, RegExp, string, string])[] = [
  [
    401,
    /./,
    'GitHub refuses these credentials',
    'Check that the token is complete and has not run out, or that key and ids of the App belong together.',
  ],
  [
    403,
    /SAML/,
    'the organization wants single sign-on for this token',
    'Authorize the token for the organization in the settings of GitHub.',
  ],
  [undefined, /secondary rate|abuse detection/, 'GitHub asks for a longer pause than slipway waits', 'Run again in a few minutes.'],
  [
    undefined,
    /rule violations|protected branch|Reference cannot be updated|status check|approving review|must be made through a pull request|GH00[69]|GH013/i,
    'GitHub does not let this account move the branch',
    'Allow it in the rules of the branch, or deliver by a pull request with --pull-request.',
  ],
  [
    undefined,
    /'updateRefs' doesn't exist/,
    'this GitHub is too old to move a branch only if it stands where it should',
    'Update GitHub Enterprise Server, or deliver by git: name the repository by its URL.',
  ],
  [
    403,
    /./,
    'these credentials may not do that',
    'Give them the permission contents: write for this repository; a pull request needs pull_requests: write as well.',
  ],
  [429, /./, 'GitHub asks for a longer pause than slipway waits', 'Run again in a few minutes.'],
  [
    404,
    /./,
    'there is no such repository, or these credentials may not see it',
    'Check the name, and that the token or the App has access to it.',
  ],
  [451, /./, 'GitHub has blocked this repository', 'Ask its owner.'],
];

/** The HTTP status of a failed request; undefined for anything else. A connection that failed counts as 500. */
export function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

/** What REST would have said in place of the errors that GraphQL answers with status 200; anything else stays as it is. */
export function refusalOf(error: unknown): unknown {
  const errors = listAt(error, 'errors');
  if (errors === undefined || statusOf(error) !== undefined) return error;
  const status = STATUS_OF_TYPE.get(textAt(errors[0], 'type') ?? '') ?? 422;
  const message = errors.map((one) => textAt(one, 'message') ?? '').join('; ');
  return { status, message, response: { headers: at(error, 'headers') ?? {} } };
}

const STATUS_OF_TYPE: ReadonlyMap<string, number> = new Map([
  ['FORBIDDEN', 403],
  ['INSUFFICIENT_SCOPES', 403],
  ['NOT_FOUND', 404],
  ['RATE_LIMITED', 429],
]);

/** What went wrong, for people; `doing` says what was tried: `read the branch`. Our own errors stay as they are. */
export function githubError(where: string, doing: string, error: unknown, secrets: Secrets, env: NodeJS.ProcessEnv): Error {
  if (error instanceof InputError || error instanceof DeliveryError) return error;
  const status = statusOf(error);
  const words = secrets.hide(plain(messageOf(error)));
  const answered = answerOf(error);
  if (status === undefined) return unsendable(where, doing, words);
  if (answered === undefined || status >= 500) {
    const said = answered === undefined ? words : `${status} ${words}`;
    return new DeliveryError(
      where,
      `GitHub cannot be reached (${doing}: ${said})`,
      (answered === undefined ? unusedProxy(env) : undefined) ?? 'Check the network and githubstatus.com, and run again.',
    );
  }
  if (answered['x-ratelimit-remaining'] === '0' && (status === 403 || status === 429)) {
    const until = time(Number(answered['x-ratelimit-reset']));
    return new DeliveryError(
      where,
      `the requests that GitHub allows in an hour are used up${until}, and slipway waits ${LONGEST_WAIT} s at most (${doing})`,
      'Run again then, or use a GitHub App, which is allowed more.',
    );
  }
  for (const [only, pattern, what, fix] of CAUSES) {
    if ((only === undefined || only === status) && pattern.test(words))
      return new DeliveryError(where, `${what} (${doing}: ${status} ${words})`, fix);
  }
  return new DeliveryError(where, `GitHub refuses it (${doing}: ${status} ${words})`, 'Mend what GitHub names, and run again.');
}

/**
 * What to do where a proxy is named that Node does not ask.
 * @see https://nodejs.org/api/cli.html#node_use_env_proxy1
 */
function unusedProxy(env: NodeJS.ProcessEnv): string | undefined {
  const name = ['https_proxy', 'HTTPS_PROXY'].find((variable) => (env[variable] ?? '') !== '');
  if (name === undefined || env['NODE_USE_ENV_PROXY'] === '1') return undefined;
  return `To go by the proxy of ${name}, set NODE_USE_ENV_PROXY=1, which Node knows from 22.21 and 24 on.`;
}

/** Not even a request came about: a key that signs nothing, for example. */
function unsendable(where: string, doing: string, words: string): DeliveryError {
  return new DeliveryError(where, `the request cannot be made (${doing}: ${words})`, 'Check the key and the ids of the GitHub App.');
}

/** Headers of the answer, if there was one. */
function answerOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  const headers = at(error, 'response', 'headers');
  return typeof headers === 'object' && headers !== null ? (headers as Readonly<Record<string, unknown>>) : undefined;
}

/** Not by `instanceof`: errors of Node's own may come from another realm. */
function messageOf(error: unknown): string {
  return textAt(error, 'message') ?? '';
}

/** One line without control characters and without the address of a page of documentation. */
function plain(text: string): string {
  const line = text
    .replace(/ - https?:\/\/\S+$/, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  if (line === '') return 'it said nothing';
  return line.length <= MOST_WORDS ? line : `${line.slice(0, MOST_WORDS)}…`;
}

function time(seconds: number): string {
  if (!Number.isSafeInteger(seconds) || seconds <= 0 || seconds > 8e12) return '';
  return ` until ${new Date(seconds * 1000).toISOString().slice(11, 16)} UTC`;
}
