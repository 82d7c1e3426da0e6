import { openTarget } from './open-target.ts';
import { branchFault, parseAddress } from './target-address.ts';

test.each([
  ['.slipway/k8s-manifests.git', { kind: 'path', path: '.slipway/k8s-manifests.git' }],
  ['/srv/git/a:b.git', { kind: 'path', path: '/srv/git/a:b.git' }],
  ['./host:path', { kind: 'path', path: './host:path' }],
  ['https://github.com/wlals2/k8s-manifests.git', { kind: 'url', url: 'https://github.com/wlals2/k8s-manifests.git' }],
  ['ssh://git@github.com/wlals2/k8s-manifests.git', { kind: 'url', url: 'ssh://git@github.com/wlals2/k8s-manifests.git' }],
  ['git@github.com:wlals2/k8s-manifests.git', { kind: 'url', url: 'git@github.com:wlals2/k8s-manifests.git' }],
  ['file:///srv/git/a.git', { kind: 'url', url: 'file:///srv/git/a.git' }],
  ['github:wlals2/k8s-manifests', { kind: 'github', owner: 'wlals2', repo: 'k8s-manifests' }],
  ['github:wlals2/k8s.manifests.git', { kind: 'github', owner: 'wlals2', repo: 'k8s.manifests' }],
])('%s is understood', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

const SECRET = 'Write it without them, and keep them in a git credential helper or an SSH key.';

test.each([
  ['https://jimin:s3cret@github.com/a/b.git', `target: https://***@github.com/a/b.git carries credentials. ${SECRET}`],
  ['https://ghp_abcdef@github.com/a/b.git', `target: https://***@github.com/a/b.git carries credentials. ${SECRET}`],
  ['ssh://git:s3cret@github.com/a/b.git', `target: ssh://***@github.com/a/b.git carries credentials. ${SECRET}`],
  ['https://gitlab.com/a/b.git?private_token=s3cret', `target: https://gitlab.com/a/b.git?*** carries credentials. ${SECRET}`],
  [
    'ext::sh -c "touch x"',
    'target: a git remote helper (name::…) is not supported. Use a path or one of https, http, ssh, git+ssh, ssh+git, git, file.',
  ],
  [
    'ftp://x/y.git',
    'target: ftp://x/y.git has the unknown scheme ftp. Use a path or one of https, http, ssh, git+ssh, ssh+git, git, file.',
  ],
  [
    '--upload-pack=touch',
    'target: "--upload-pack=touch" is neither a path nor a URL. Name a path such as .slipway/k8s-manifests.git, or a URL such as https://github.com/owner/k8s-manifests.git.',
  ],
])('%s is refused without showing a secret', (text, message) => {
  expect(() => parseAddress(text)).toThrow(new Error(message));
});

test.each([
  ['github:owner'],
  ['github:owner/'],
  ['github:owner/..'],
  ['github:owner/a/b'],
  ['github:-x/a'],
  ['github://owner/a'],
  ['github:o/a?b'],
])('%s names no repository on GitHub', (text) => {
  const message = `target: "${text}" names no repository on GitHub. Write it as github:owner/repository.`;

  expect(() => parseAddress(text)).toThrow(new Error(message));
});

test('a pull request is made by the API of GitHub, and from a branch with a name', () => {
  const refusals = [
    ['https://github.com/a/b.git', {}],
    ['github:a/b', { head: 'a b' }],
    ['github:a/b', { head: 'main' }],
  ] as const;

  const said = refusals.map(([target, pullRequest]) => {
    try {
      return openTarget(target, { pullRequest }).label;
    } catch (error) {
      return String(error);
    }
  });

  expect(said).toEqual([
    "InputError: target: a pull request needs GitHub's API, and https://github.com/a/b.git is not delivered to by it. Write the target as github:owner/repository.",
    'InputError: branch: "a b" has a space, a control character or one of ~ ^ : ? * [ \\. Name a branch such as main.',
    'InputError: branch: the pull request would go from main to itself. Name another branch with --pr-branch.',
  ]);
});

test.each([['main'], ['environment/homelab-next'], ['feature/x.y']])('%s names a branch', (name) => {
  expect(branchFault(name)).toBeUndefined();
});

test.each([
  [''],
  ['-f'],
  ['a..b'],
  ['a b'],
  ['a~1'],
  ['x.lock'],
  ['a//b'],
  ['.a'],
  ['a.'],
  ['@'],
  ['HEAD'],
  ['a@{1}'],
  ['a\u0000b'],
  ['main:evil'],
])('%j names no branch', (branch) => {
  expect(() => openTarget('x.git', { branch })).toThrow(/^branch: .+ Name a branch such as main\.$/);
});
