import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing.ts';
import { apiUrlFrom, credentialsFrom } from './credentials.ts';
import { GithubTarget } from './github-target.ts';
import { fakeGithub, refused, run, stopAfterEach } from './testing.ts';

const folder = temporaryFolder();
stopAfterEach();

test.each([
  [
    { SLIPWAY_GITHUB_TOKEN: 'a', GITHUB_TOKEN: 'b', GH_TOKEN: 'c' },
    { kind: 'token', token: 'a', from: 'SLIPWAY_GITHUB_TOKEN' },
  ],
  [
    { SLIPWAY_GITHUB_TOKEN: ' ', GITHUB_TOKEN: 'b\n', GH_TOKEN: 'c' },
    { kind: 'token', token: 'b', from: 'GITHUB_TOKEN' },
  ],
  [{ GH_TOKEN: 'c' }, { kind: 'token', token: 'c', from: 'GH_TOKEN' }],
])('%j: the first token that is set counts', (env, credentials) => {
  expect(credentialsFrom(env)).toEqual(credentials);
});

const NONE = 'SLIPWAY_GITHUB_APP_ID, SLIPWAY_GITHUB_APP_INSTALLATION_ID, SLIPWAY_GITHUB_APP_KEY_FILE';

test.each([
  [{}, `environment: there is no token for GitHub. Set SLIPWAY_GITHUB_TOKEN, or the three variables of a GitHub App (${NONE}).`],
  [{ GH_TOKEN: 'a b' }, 'GH_TOKEN: the token has a space or a character that no token has. Copy the token again.'],
  [
    { SLIPWAY_GITHUB_APP_ID: '1', GITHUB_TOKEN: 'b' },
    'environment: a GitHub App needs SLIPWAY_GITHUB_APP_INSTALLATION_ID and SLIPWAY_GITHUB_APP_KEY_FILE as well. Set all three, or none of them.',
  ],
  [
    { SLIPWAY_GITHUB_APP_ID: '1', SLIPWAY_GITHUB_APP_INSTALLATION_ID: '2/../3', SLIPWAY_GITHUB_APP_KEY_FILE: 'x' },
    'SLIPWAY_GITHUB_APP_INSTALLATION_ID: it is no id. Copy it from the page of the App.',
  ],
  [
    { SLIPWAY_GITHUB_APP_ID: '1', SLIPWAY_GITHUB_APP_INSTALLATION_ID: '2', SLIPWAY_GITHUB_APP_KEY_FILE: '/nonexistent/key.pem' },
    'SLIPWAY_GITHUB_APP_KEY_FILE: the key file cannot be read (ENOENT). Name the .pem file that GitHub made for the App.',
  ],
  [
    { SLIPWAY_GITHUB_APP_ID: '1', SLIPWAY_GITHUB_APP_INSTALLATION_ID: '2', SLIPWAY_GITHUB_APP_KEY_FILE: '/dev/null' },
    'SLIPWAY_GITHUB_APP_KEY_FILE: the file holds no private key. Name the .pem file that GitHub made for the App.',
  ],
])('%j is refused', (env, message) => {
  expect(() => credentialsFrom(env)).toThrow(new Error(message));
});

test.each([
  [{}, 'https://api.github.com'],
  [{ GITHUB_API_URL: 'https://github.example.org/api/v3/' }, 'https://github.example.org/api/v3'],
  [{ GITHUB_API_URL: 'https://api.github.com', SLIPWAY_GITHUB_API: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080'],
])('%j: the API is at %s', (env, url) => {
  expect(apiUrlFrom(env)).toBe(url);
});

test.each([
  ['http://github.example.org/api/v3', 'it is not an https URL, and the token would travel in the open'],
  ['http://localhost.example.org', 'it is not an https URL, and the token would travel in the open'],
  ['ftp://localhost', 'it is not an https URL, and the token would travel in the open'],
  ['https://me:secret@github.example.org', 'it has more than a host and a path'],
  ['https://github.example.org/?token=secret', 'it has more than a host and a path'],
  ['github.example.org', 'it is no URL'],
])('an API at %s is refused without showing it', (url, what) => {
  expect(() => apiUrlFrom({ GITHUB_API_URL: url })).toThrow(
    new Error(`GITHUB_API_URL: ${what}. Write it as https://github.example.org/api/v3.`),
  );
});

describe('a GitHub App', () => {
  // As GitHub makes them: PKCS #1.
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const keyFile = join(folder, 'app.pem');
  writeFileSync(keyFile, pair.privateKey);
  const app = { SLIPWAY_GITHUB_APP_ID: '4711', SLIPWAY_GITHUB_APP_INSTALLATION_ID: '77', SLIPWAY_GITHUB_APP_KEY_FILE: keyFile };

  test('signs for a token of its own, and delivers with it', async () => {
    const github = await fakeGithub();
    github.appKey = pair.publicKey;
    github.commit({ 'README.md': 'hello' });
    const env = { ...app, SLIPWAY_GITHUB_API: github.url };

    await run(new GithubTarget({ owner: 'acme', repo: 'manifests', branch: 'main', second: 10, env }), { 'c/a/x.yaml': 'x' });

    expect([github.installationTokens, github.contents()['c/a/x.yaml']]).toEqual([1, 'x']);
  });

  test('whose key is another is refused, and neither key nor web token is shown', async () => {
    const github = await fakeGithub();
    github.commit({ 'README.md': 'hello' });
    const env = { ...app, SLIPWAY_GITHUB_API: github.url };

    const words = await refused(new GithubTarget({ owner: 'acme', repo: 'manifests', branch: 'main', second: 10, env }).read());

    expect(words).toBe(
      'DeliveryError: github:acme/manifests: GitHub refuses these credentials (read heads/main: 401 A JSON web token could not be decoded). Check that the token is complete and has not run out, or that key and ids of the App belong together.',
    );
  });

  test('whose token comes back in an error does not show it', async () => {
    const github = await fakeGithub();
    github.appKey = pair.publicKey;
    github.commit({ 'README.md': 'hello' });
    github.trap(/^GET \/git\/ref/, { status: 403, message: 'no: ghs_installation0token01' });
    const env = { ...app, SLIPWAY_GITHUB_API: github.url };

    const words = await refused(new GithubTarget({ owner: 'acme', repo: 'manifests', branch: 'main', second: 10, env }).read());

    expect(words).toContain('(read heads/main: 403 no: ***)');
  });

  test('whose key is no key at all is refused, without showing it', () => {
    const broken = join(folder, 'broken.pem');
    writeFileSync(broken, '-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0LXNlY3JldC1zZWNyZXQ=\n-----END RSA PRIVATE KEY-----\n');

    expect(() => credentialsFrom({ ...app, SLIPWAY_GITHUB_APP_KEY_FILE: broken })).toThrow(
      new Error('SLIPWAY_GITHUB_APP_KEY_FILE: the file holds no private key. Name the .pem file that GitHub made for the App.'),
    );
  });
});
