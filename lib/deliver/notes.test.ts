import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { openTarget } from './open-target.ts';
import { BARE_ENV, files, git, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

async function run(address: string, sourceCommit: string | undefined, text = '1'): Promise<Delivery> {
  const target = openTarget(address, { stateFolder: at('state'), env: BARE_ENV });
  try {
    return await deliver({ target, files: files({ 'c/a/x.yaml': text }), version: '0.1.0', sourceCommit });
  } finally {
    await target.close();
  }
}

function made(name: string): string {
  const path = at(`${name}.git`);
  git('.', 'init', '--quiet', '--bare', '-b', 'main', path);
  return path;
}

const note = (path: string, commit: string | undefined): string => git(path, 'notes', '--ref=slipway', 'show', commit ?? '');

describe.each(['', 'file://'])('a target at %jpath', (scheme) => {
  const name = scheme === '' ? 'local' : 'remote';

  test('sources without news are noted at the commit that has it all, each once', async () => {
    const path = made(name);
    const { commit } = await run(scheme + path, 'aaa');

    const seen = [await run(scheme + path, 'bbb'), await run(scheme + path, 'ccc'), await run(scheme + path, 'bbb')];

    expect(note(path, commit)).toBe('Slipway-Source: bbb\nSlipway-Source: ccc');
    expect(git(path, 'rev-list', '--count', 'refs/notes/slipway')).toBe('2');
    expect(seen.map((delivery) => [delivery.commit, delivery.noteFault])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect([git(path, 'rev-list', '--count', 'main'), git(path, 'fsck', '--strict')]).toEqual(['1', '']);
  });

  test('two that look at once are both noted', async () => {
    const path = made(`${name}-twice`);
    const { commit } = await run(scheme + path, 'aaa');

    await Promise.all(['bbb', 'ccc', 'ddd'].map((source) => run(scheme + path, source)));

    expect(note(path, commit).split('\n').sort()).toEqual(['Slipway-Source: bbb', 'Slipway-Source: ccc', 'Slipway-Source: ddd']);
  });

  test('sources that are not committed are nothing to note', async () => {
    const path = made(`${name}-uncommitted`);
    await run(scheme + path, undefined);

    await run(scheme + path, undefined);

    expect(git(path, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  });
});

test('notes of many commits stay readable by git', async () => {
  const path = made('many');
  const commits: (string | undefined)[] = [];
  for (let index = 0; index < 40; index += 1) commits.push((await run(path, 'aaa', `${index}`)).commit);
  const target = openTarget(path, { env: BARE_ENV });

  for (const commit of commits) await target.note?.(commit ?? '', 'Slipway-Source: bbb');

  expect(git(path, 'notes', '--ref=slipway', 'list').split('\n')).toHaveLength(40);
  expect(commits.map((commit) => note(path, commit))).toEqual(commits.map(() => 'Slipway-Source: bbb'));
});

test('a remote that takes no notes fails no delivery: it is said, and that is all', async () => {
  const path = made('refusing');
  const first = await run(`file://${path}`, 'aaa');
  mkdirSync(join(path, 'hooks'), { recursive: true });
  writeFileSync(join(path, 'hooks', 'update'), '#!/bin/sh\necho no notes here >&2\nexit 1\n');
  chmodSync(join(path, 'hooks', 'update'), 0o755);

  const second = await run(`file://${path}`, 'bbb');

  expect([second.base, second.commit]).toEqual([first.commit, undefined]);
  expect(second.noteFault).toMatch(/refusing\.git: the remote does not let this account push/);
});
