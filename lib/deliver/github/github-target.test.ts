import { join } from 'node:path';
import { commitMessage } from '../message.ts';
import { preview } from '../preview.ts';
import { files, git, temporaryFolder } from '../testing.ts';
import { fakeGithub, refused, run, SOURCE, stopAfterEach, targetOf } from './testing.ts';

const folder = temporaryFolder();
stopAfterEach();

test('an empty repository gets its first commit, later ones go on top, and no change is no commit', async () => {
  const github = await fakeGithub();
  const target = targetOf(github);

  const first = await run(target, { 'c/a/x.yaml': 'old', 'c/b/y.yaml': 'y' });
  const second = await run(target, { 'c/a/x.yaml': 'new' });
  const third = await run(target, { 'c/a/x.yaml': 'new' });

  const path = join(folder, 'first.git');
  github.objects.writeTo(path);
  expect(git(path, 'fsck', '--strict', '--full', '--no-dangling')).toBe('');
  expect(git(path, 'log', '--format=%H %s', 'main').split('\n').slice(0, 2)).toEqual([
    `${second.commit ?? ''} c: 1 object changed, 1 removed`,
    `${first.commit ?? ''} c: 2 objects added`,
  ]);
  expect([third.base, third.commit]).toEqual([second.commit, undefined]);
  expect(Object.keys(github.contents())).toEqual(['.slipway/ledger/c.json', 'c/a/x.yaml']);
  expect(github.contents()['c/a/x.yaml']).toBe('new');
});

test('what others keep in the repository stays, whatever it is called', async () => {
  const github = await fakeGithub();
  const theirs = {
    'README.md': 'hello',
    'c/a/notes.txt': 'by hand',
    'c/a.txt': 'sorted before a/',
    '한글/\u{1f6a2}.md': 'ship',
    'Z-umlaut-ä': '',
  };
  github.commit(theirs);

  await run(targetOf(github), { 'c/a/x.yaml': 'old', 'c/a/z.yaml': 'z' });
  await run(targetOf(github), { 'c/a/x.yaml': 'new' });

  const path = join(folder, 'theirs.git');
  github.objects.writeTo(path);
  expect(git(path, 'fsck', '--strict', '--full', '--no-dangling')).toBe('');
  expect(github.contents()).toEqual({
    ...theirs,
    'c/a/x.yaml': 'new',
    '.slipway/ledger/c.json': expect.stringContaining(SOURCE) as string,
  });
});

test('a file of somebody else where ours belongs stops the delivery', async () => {
  const github = await fakeGithub();
  const tip = github.commit({ 'c/a/x.yaml': 'by hand' });

  const words = await refused(run(targetOf(github), { 'c/a/x.yaml': 'ours' }));

  expect(words).toMatch(/^InputError: c\/a\/x\.yaml: a file that slipway did not write stands here\./);
  expect(github.tip()).toBe(tip);
});

test('one changed file among 10,000 takes hardly more requests than one among ten', async () => {
  const counts: number[] = [];
  for (const size of [10, 10_000]) {
    const github = await fakeGithub();
    const all = Object.fromEntries(
      Array.from({ length: size }, (_, index) => [`c/app-${index % 100}/object-${index}.yaml`, `value: ${index}\n`]),
    );
    await run(targetOf(github), all);
    github.requests.length = 0;

    await run(targetOf(github), { ...all, 'c/app-1/object-1.yaml': 'value: new\n' });

    counts.push(github.requests.length);
    expect(github.contents()['c/app-1/object-1.yaml']).toBe('value: new\n');
  }

  // Branch, commit, files, ledger, old text; tree, commit; the id of the repository, and the branch is moved. The ledger of so many files is a blob of its own.
  expect(counts).toEqual([9, 10]);
}, 60_000);

test('requests grow with what changes, and many files share one', async () => {
  const github = await fakeGithub();
  const all = Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`c/a/object-${index}.yaml`, `value: ${index}\n`]));
  github.commit({ 'README.md': 'hello' });

  await run(targetOf(github), all);

  expect(github.requests.filter((line) => line.startsWith('POST'))).toEqual([
    'POST /git/trees',
    'POST /git/trees',
    'POST /git/trees',
    'POST /git/commits',
    'POST /api/graphql',
    'POST /api/graphql updateRefs',
  ]);
  // And the README, the ledger of the cluster, and that of its one app.
  expect(Object.keys(github.contents())).toHaveLength(1200 + 3);
});

test('many old texts are read by few requests, and a server without queries is asked one by one', async () => {
  const github = await fakeGithub();
  const all = (value: string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`c/a/object-${index}.yaml`, `${value}: ${index}\n`]));
  const long = { 'c/a/long.yaml': 'a: 1\n'.repeat(110_000) };
  await run(targetOf(github), { ...all('old'), ...long });
  github.requests.length = 0;

  await run(targetOf(github), { ...all('new'), 'c/a/long.yaml': 'short' });
  const counts = [/graphql$/, /^GET \/git\/blobs/].map((kind) => github.requests.filter((line) => kind.test(line)).length);
  github.trap(/graphql/, { status: 404, message: 'Not Found' });
  await run(targetOf(github), { ...all('newer'), 'c/a/long.yaml': 'short' });

  // Two queries for 251 files, and one for the id of the repository; the ledger and the long file by themselves.
  expect(counts).toEqual([3, 2]);
  expect(github.requests.filter((line) => line.startsWith('GET /git/blobs'))).toHaveLength(2 + 1 + 250);
  expect(github.contents()['c/a/object-7.yaml']).toBe('newer: 7\n');
});

test('a file too long for a tree goes as a blob of its own', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  const long = 'a: 1\n'.repeat(300_000);

  await run(targetOf(github), { 'c/a/long.yaml': long, 'c/a/x.yaml': 'x' });

  expect(github.requests.filter((line) => line === 'POST /git/blobs')).toHaveLength(1);
  expect(github.contents()['c/a/long.yaml']).toBe(long);
});

test('a list that GitHub cuts off is read folder by folder', async () => {
  const github = await fakeGithub();
  const all = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`c${index % 3}/a/object-${index}.yaml`, `value: ${index}\n`]));
  github.commit({ 'README.md': 'hello', 'docs/a.md': 'a' });
  await run(targetOf(github), all);
  // Less than everything, more than one cluster.
  github.treeLimit = 120;
  github.requests.length = 0;

  const same = await run(targetOf(github), all);
  const lists = github.requests.filter((line) => line.startsWith('GET /git/trees'));
  const changed = await run(targetOf(github), { ...all, 'c1/a/object-1.yaml': 'new' });

  expect([same.commit, lists.length]).toEqual([undefined, 7]);
  expect(changed.plan.changes.map(({ path }) => path)).toEqual(['c1/a/object-1.yaml']);
  expect(Object.keys(github.contents())).toHaveLength(305);
});

test('a file becomes a folder, and a folder a file, in one commit', async () => {
  const github = await fakeGithub();
  await run(targetOf(github), { 'c/a/x': 'file', 'c/b/y/z.yaml': 'z' });

  await run(targetOf(github), { 'c/a/x/w.yaml': 'w', 'c/b/y': 'file' });

  expect(Object.keys(github.contents())).toEqual(['.slipway/ledger/c.json', 'c/a/x/w.yaml', 'c/b/y']);
});

test('a branch that moved before the commit refuses the plan that somebody saw', async () => {
  const github = await fakeGithub();
  const base = github.commit({ 'README.md': 'hello' });
  const seen = await preview({ target: targetOf(github), files: files({ 'c/a/x.yaml': 'x' }) });
  const tip = github.commit({ 'README.md': 'hello again' });

  const words = await refused(targetOf(github).commit(seen.plan, commitMessage({ ...seen, version: '0.1.0' })));

  expect(words).toBe(
    `BranchMovedError: main: the plan was made on ${base.slice(0, 7)}, the branch is at ${tip.slice(0, 7)}. Others deliver there at the same time: run again.`,
  );
  expect(github.tip()).toBe(tip);
});

test.each([
  ['just before the branch is looked at', /^POST \/git\/commits/],
  ['just before it is moved', /^POST \/api\/graphql updateRefs$/],
])('a branch that moves %s is planned for anew, and both changes stay', async (_, moment) => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });
  github.trap(moment, () => github.commit({ 'README.md': 'hello again' }));

  const { commit } = await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect(github.contents()).toMatchObject({ 'README.md': 'hello again', 'c/a/x.yaml': 'x' });
  expect([github.tip(), github.objects.history(commit ?? '').length]).toEqual([commit, 3]);
});

test('a branch that somebody sets back is not silently set forward again', async () => {
  const github = await fakeGithub();
  const first = github.commit({ 'README.md': 'hello' });
  github.commit({ 'secret.txt': 'oops' });
  github.trap(/updateRefs$/, () => github.objects.refs.set('refs/heads/main', first));

  await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect(Object.keys(github.contents())).toEqual(['.slipway/ledger/c.json', 'README.md', 'c/a/x.yaml']);
});

test('two writers at once both get through, one after the other', async () => {
  const github = await fakeGithub();
  github.commit({ 'README.md': 'hello' });

  const both = await Promise.all(['a', 'b'].map((name) => run(targetOf(github), { [`${name}/a/x.yaml`]: name }, { clusters: [name] })));

  expect(github.contents()).toMatchObject({ 'README.md': 'hello', 'a/a/x.yaml': 'a', 'b/a/x.yaml': 'b' });
  expect(both.map(({ commit }) => github.objects.history(github.tip() ?? '').includes(commit ?? ''))).toEqual([true, true]);
});

test('author, committer and time are those of the environment, and then a delivery has the same id everywhere', async () => {
  const env = { SOURCE_DATE_EPOCH: '1700000000', GIT_AUTHOR_NAME: 'Ji <min>', GIT_AUTHOR_EMAIL: 'jimin@example.org' };
  const deliveries = await Promise.all(
    [1, 2].map(async () => {
      const github = await fakeGithub();
      const { commit = '' } = await run(targetOf(github, { env }), { 'c/a/x.yaml': 'x' });
      return github.objects.commit(commit);
    }),
  );

  const person = { name: 'Ji min', email: 'jimin@example.org', date: '2023-11-14T22:13:20Z' };
  expect(deliveries[0]).toMatchObject({ author: person, committer: person });
  expect(deliveries[1]).toEqual(deliveries[0]);
});

test('where nobody is named, GitHub takes the account of the token', async () => {
  const github = await fakeGithub();

  const { commit = '' } = await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect(github.objects.commit(commit)?.author.name).toBe('octocat');
});

test('a branch that does not exist beside others is refused, and so is one that an empty repository does not begin with', async () => {
  const [full, empty] = [await fakeGithub(), await fakeGithub()];
  full.commit({ 'README.md': 'hello' });

  const said = [
    await refused(run(targetOf(full, { branch: 'mian' }), { 'c/a/x.yaml': 'x' })),
    await refused(targetOf(empty, { branch: 'live' }).read()),
  ];

  expect(said).toEqual([
    'InputError: github:acme/manifests: there is no branch mian, only main. Name one of them with --branch, or make it there: git branch mian main.',
    'InputError: github:acme/manifests: the repository is empty, and its first branch is called main. Deliver with --branch main, or rename it on GitHub.',
  ]);
});

test('a delivery that ended after the very first commit is taken up again', async () => {
  const github = await fakeGithub();
  github.trap(/^POST \/git\/trees/, { status: 422, message: 'no' });
  const words = await refused(run(targetOf(github), { 'c/a/x.yaml': 'x' }));

  await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect(words).toBe(
    'DeliveryError: github:acme/manifests: GitHub refuses it (write the files: 422 no). Mend what GitHub names, and run again.',
  );
  expect(Object.keys(github.contents())).toEqual(['.slipway/ledger/c.json', 'c/a/x.yaml']);
});

test('a tree that is not what the plan says is not delivered', async () => {
  const github = await fakeGithub();
  const tip = github.commit({ 'README.md': 'hello' });
  const edit = github.objects.edit.bind(github.objects);
  github.objects.edit = (base, changes) => edit(base, new Map([...changes].filter(([path]) => path !== 'c/a/y.yaml')));

  const words = await refused(run(targetOf(github), { 'c/a/x.yaml': 'x', 'c/a/y.yaml': 'y' }));

  expect(words).toMatch(
    /^DeliveryError: github:acme\/manifests: GitHub wrote other files than those of the plan, and they were not delivered\./,
  );
  expect(github.tip()).toBe(tip);
});

test('a folder without files, which no list of files shows, is no reason to stop', async () => {
  const github = await fakeGithub();
  const { objects } = github;
  const commit = objects.commit(github.commit({ 'README.md': 'hello' }));
  const tree = objects.putFolder(
    new Map([...(objects.folder(commit?.tree ?? '') ?? []), ['empty', { mode: '40000', id: objects.putFolder(new Map()) }]]),
  );
  if (commit !== undefined) objects.refs.set('refs/heads/main', objects.putCommit({ ...commit, tree }));

  await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect(github.contents()['c/a/x.yaml']).toBe('x');
});

test('that a source commit was seen is noted where git looks for it, once', async () => {
  const github = await fakeGithub();
  const { commit = '' } = await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  const seen = [SOURCE, 'a'.repeat(40), 'a'.repeat(40), 'b'.repeat(40)];
  for (const sourceCommit of seen) await run(targetOf(github), { 'c/a/x.yaml': 'x' }, { sourceCommit });

  const path = join(folder, 'notes.git');
  github.objects.writeTo(path);
  expect(
    git(path, 'notes', '--ref=slipway', 'show', commit)
      .split('\n')
      .filter((line) => line !== ''),
  ).toEqual([`Slipway-Source: ${SOURCE}`, `Slipway-Source: ${'a'.repeat(40)}`, `Slipway-Source: ${'b'.repeat(40)}`]);
});

test('a note that cannot be written fails no delivery', async () => {
  const github = await fakeGithub();
  await run(targetOf(github), { 'c/a/x.yaml': 'x' });
  github.readOnly.add('git');

  const { noteFault } = await run(targetOf(github), { 'c/a/x.yaml': 'x' });

  expect(noteFault).toMatch(/^github:acme\/manifests: these credentials may not do that/);
});
