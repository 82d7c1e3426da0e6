import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InputError } from '../../errors.ts';
import { errorCode } from '../error-code.ts';

/** Who speaks to GitHub: somebody's token, or a GitHub App that fetches one for an hour. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string; readonly from: string }
  | { readonly kind: 'app'; readonly appId: string; readonly installationId: string; readonly privateKey: string };

/** In this order; the first that is set counts. */
const TOKENS = ['SLIPWAY_GITHUB_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'] as const;
const APP = ['SLIPWAY_GITHUB_APP_ID', 'SLIPWAY_GITHUB_APP_INSTALLATION_ID', 'SLIPWAY_GITHUB_APP_KEY_FILE'] as const;

const PUBLIC_API = 'https://api.github.com';

/**
 * The credentials that the environment has; an App counts before a token.
 * Throws an InputError if there are none, if those of an App are not complete, or if its key cannot be read.
 */
export function credentialsFrom(env: NodeJS.ProcessEnv): Credentials {
  const [appId, installationId, keyFile] = APP.map((name) => set(env, name));
  if (appId !== undefined || installationId !== undefined || keyFile !== undefined) {
    const missing = APP.filter((name) => set(env, name) === undefined);
    if (appId === undefined || installationId === undefined || keyFile === undefined)
      throw new InputError('environment', `a GitHub App needs ${missing.join(' and ')} as well`, 'Set all three, or none of them.');
    for (const name of APP.slice(0, 2)) {
      if (!/^[\w.-]+$/.test(env[name] ?? '')) throw new InputError(name, 'it is no id', 'Copy it from the page of the App.');
    }
    return { kind: 'app', appId, installationId, privateKey: privateKey(keyFile) };
  }
  for (const from of TOKENS) {
    const token = set(env, from);
    if (token === undefined) continue;
    // A header cannot carry it, and the error of the client would show it.
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new InputError(from, 'the token has a space or a character that no token has', 'Copy the token again.');
    return { kind: 'token', token, from };
  }
  throw new InputError(
    'environment',
    'there is no token for GitHub',
    `Set SLIPWAY_GITHUB_TOKEN, or the three variables of a GitHub App (${APP.join(', ')}).`,
  );
}

/** Where the API is: of github.com, or of an Enterprise server. Throws an InputError for an address that would give the token away. */
export function apiUrlFrom(env: NodeJS.ProcessEnv): string {
  const name = set(env, 'SLIPWAY_GITHUB_API') === undefined ? 'GITHUB_API_URL' : 'SLIPWAY_GITHUB_API';
  const text = set(env, name) ?? PUBLIC_API;
  const fix = 'Write it as https://github.example.org/api/v3.';
  if (!URL.canParse(text)) throw new InputError(name, 'it is no URL', fix);
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && here))
    throw new InputError(name, 'it is not an https URL, and the token would travel in the open', fix);
  if (username !== '' || password !== '' || search !== '' || hash !== '')
    throw new InputError(name, 'it has more than a host and a path', fix);
  return text.replace(/\/+$/, '');
}

function set(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function privateKey(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(
      'SLIPWAY_GITHUB_APP_KEY_FILE',
      `the key file cannot be read (${errorCode(error) ?? 'unknown reason'})`,
      'Name the .pem file that GitHub made for the App.',
    );
  }
  try {
    createPrivateKey(text);
  } catch {
    throw new InputError(
      'SLIPWAY_GITHUB_APP_KEY_FILE',
      'the file holds no private key',
      'Name the .pem file that GitHub made for the App.',
    );
  }
  return text;
}
