import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { fakeGithub, stopAfterEach, targetOf } from './github/testing.ts';
import { HYDRATOR_FILE, HYDRATOR_NOTES_REF, metadataOf, parseMetadata } from './hydrator.ts';
import type { DryCommit } from './hydrator.ts';
import { HydratorTarget } from './hydrator-target.ts';
import { openTarget } from './open-target.ts';
import type { Target } from './target.ts';
import { asPerson, BARE_ENV, contents, files, git, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

stopAfterEach();

const DRY: DryCommit = {
  sha: '81be0d4c0ffee0123456789abcdef0123456789a',
  repoUrl: 'https://github.com/owner/sources.git',
  author: 'Jimin Lee <jimin@example.org>',
  date: '2026-01-31T09:30:00+09:00',
  subject: 'Web 85',
  body: '',
};

test('the file says which commit it was made from, in the fields of Argo CD and GitOps Promoter', () => {
  const { sha, text } = metadataOf(DRY, ['homelab']);

  expect(sha).toBe(DRY.sha);
  expect(text).toBe(`{
  "repoURL": "https://github.com/owner/sources.git",
  "drySha": "81be0d4c0ffee0123456789abcdef0123456789a",
  "commands": [
    "slipway synth --cluster homelab"
  ],
  "author": "Jimin Lee <jimin@example.org>",
  "date": "2026-01-31T09:30:00+09:00",
  "subject": "Web 85"
}
`);
});

test('a commit of an application that the sources name is a reference', () => {
  const body = [
    'More words.',
    '',
    'Argocd-reference-commit-sha: 3f2c9ad',
    'Argocd-reference-commit-repourl: https://github.com/owner/blog-web.git',
    'Argocd-reference-commit-body: "two\\nlines"',
    'Signed-off-by: Jimin',
  ].join('\n');

  const data = JSON.parse(metadataOf({ ...DRY, repoUrl: undefined, body }, ['a', 'b']).text) as Record<string, unknown>;

  expect(data).toEqual({
    drySha: DRY.sha,
    commands: ['slipway synth --cluster a --cluster b'],
    author: DRY.author,
    date: DRY.date,
    subject: 'Web 85',
    body: 'More words.\n\nSigned-off-by: Jimin',
    references: [{ commit: { sha: '3f2c9ad', repoURL: 'https://github.com/owner/blog-web.git', body: 'two\nlines' } }],
  });
});

test.each([
  ['its own', metadataOf(DRY, []).text, DRY.sha],
  ["Argo CD's", '{"drySha":"3f2c9ad","commands":["helm template"]}', undefined],
  ['one without commands', '{"drySha":"3f2c9ad"}', undefined],
  ['another program that starts alike', '{"drySha":"3f2c9ad","commands":["slipway synthesizer"]}', undefined],
  ['no JSON', 'drySha: 3f2c9ad', undefined],
])('slipway knows %s from others', (_title, text, sha) => {
  expect(parseMetadata(text)).toEqual(sha === undefined ? undefined : { sha, text });
});

describe.each(['a local repository', 'a remote'])('in %s', (place) => {
  const name = place.replaceAll(' ', '-');
  let count = 0;

  function fresh(): { readonly path: string; readonly run: (text: string, dry?: DryCommit) => Promise<Delivery> } {
    count += 1;
    const path = at(`${name}-${count}.git`);
    git('.', 'init', '--quiet', '--bare', '-b', 'main', path);
    const open = (dry: DryCommit): Target =>
      new HydratorTarget(
        openTarget(place === 'a remote' ? `file://${path}` : path, { stateFolder: at('state'), env: BARE_ENV }),
        metadataOf(dry, ['c']),
      );
    const run = async (text: string, dry = DRY): Promise<Delivery> => {
      const target = open(dry);
      try {
        return await deliver({ target, files: files({ 'c/a/x.yaml': text }), version: '0.1.0', sourceCommit: dry.sha });
      } finally {
        await target.close();
      }
    };
    return { path, run };
  }

  const note = (path: string, commit = 'main'): unknown => JSON.parse(git(path, 'notes', `--ref=${HYDRATOR_NOTES_REF}`, 'show', commit));

  test('the file comes with the manifests, and the commit has a note', async () => {
    const { path, run } = fresh();

    await run('old');

    expect(contents(path)).toMatchObject({ [HYDRATOR_FILE]: metadataOf(DRY, ['c']).text, 'c/a/x.yaml': 'old' });
    expect(note(path)).toEqual({ drySha: DRY.sha });
  });

  test('manifests that stay as they are get no commit, and a note of the newer sources', async () => {
    const { path, run } = fresh();
    const newer = { ...DRY, sha: '99be0d4c0ffee0123456789abcdef0123456789a' };
    const { commit } = await run('old');

    const again = await run('old', newer);
    const third = await run('new', newer);

    expect([again.commit, note(path, commit), note(path, third.commit)]).toEqual([undefined, { drySha: newer.sha }, { drySha: newer.sha }]);
    expect(git(path, 'diff', '--name-only', commit ?? '', 'main').split('\n')).toEqual([
      '.slipway/ledger/c.json',
      'c/a/x.yaml',
      HYDRATOR_FILE,
    ]);
  });

  test('the file of another hydrator stops everything', async () => {
    const { path, run } = fresh();
    await run('old');
    asPerson(path, at('person'), () => writeFileSync(at(`person/${HYDRATOR_FILE}`), '{"drySha":"3f2c9ad"}'));

    await expect(run('new')).rejects.toThrow(
      'main hydrator.metadata: another hydrator wrote this file, or a person. Let one of them deliver to this branch, and remove the file there if that is to be slipway.',
    );
    expect(contents(path)['c/a/x.yaml']).toBe('old');
  });
});

test('on GitHub, too, the commit has the file and a note, which the next sources replace', async () => {
  const github = await fakeGithub();
  const newer = { ...DRY, sha: '99be0d4c0ffee0123456789abcdef0123456789a' };
  const run = (dry: DryCommit): Promise<Delivery> =>
    deliver({
      target: new HydratorTarget(targetOf(github), metadataOf(dry, ['c'])),
      files: files({ 'c/a/x.yaml': 'x' }),
      version: '0.1.0',
      sourceCommit: dry.sha,
    });

  const first = await run(DRY);
  const second = await run(newer);

  const path = at('github.git');
  github.objects.writeTo(path);
  expect([second.commit, github.contents()[HYDRATOR_FILE]]).toEqual([undefined, metadataOf(DRY, ['c']).text]);
  expect(git(path, 'notes', `--ref=${HYDRATOR_NOTES_REF}`, 'show', first.commit ?? '')).toBe(JSON.stringify({ drySha: newer.sha }));
});
