import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import type { Delivery, DeliverOptions } from './deliver.ts';
import { blobId } from './blob-id.ts';
import { ledgerPath, OLD_LEDGER_PATH, printLedger } from './ledger.ts';
import { commitMessage } from './message.ts';
import { nameInText } from './object-diff.ts';
import { clusterOf } from './place.ts';
import { preview } from './preview.ts';
import type { Target } from './target.ts';
import { asPerson, BARE_ENV, contents, files, git, localTarget, temporaryFolder } from './testing.ts';
import { rollout } from './testing-objects.ts';

const folder = temporaryFolder();
let count = 0;

/** A path for a repository that no other test uses. */
function fresh(): string {
  count += 1;
  return join(folder, `${count}`, 'k8s-manifests.git');
}

const WEB = 'homelab/blog-system/rollout.web.yaml';
const WAS = 'homelab/blog-system/rollout.was.yaml';
const HOMELAB = { [WEB]: rollout('web', 'ghcr.io/wlals2/blog-web:v84'), [WAS]: rollout('was', 'ghcr.io/wlals2/board-was:v19') };
const NEXT_TAG = { ...HOMELAB, [WEB]: rollout('web', 'ghcr.io/wlals2/blog-web:v85') };

function run(target: Target, entries: Readonly<Record<string, string>>, more: Partial<DeliverOptions> = {}): Promise<Delivery> {
  return deliver({ target, files: files(entries), version: '0.1.0', ...more });
}

const LEDGER = ledgerPath('homelab');

function withLedger(entries: Readonly<Record<string, string>>, foreign: Readonly<Record<string, string>> = {}): Record<string, string> {
  const clusters = [...new Set(Object.keys(entries).map(clusterOf))];
  const ledgers = clusters.map((cluster): [string, string] => {
    const ours = Object.entries(entries).filter(([path]) => clusterOf(path) === cluster);
    const known = ours.map(
      ([path, text]) => [path, { object: nameInText(text) ?? path, blob: blobId(text, 'sha1'), source: 'uncommitted' }] as const,
    );
    return [ledgerPath(cluster), printLedger(new Map(known))];
  });
  return { ...Object.fromEntries(ledgers), ...entries, ...foreign };
}

test('the first delivery makes the repository and one commit with everything and the ledger', async () => {
  const path = fresh();

  const delivery = await run(localTarget(path), HOMELAB);

  expect(contents(path)).toEqual(withLedger(HOMELAB));
  expect(git(path, 'log', '--format=%H|%an <%ae>|%cn <%ce>|%B', 'main')).toBe(
    `${delivery.commit ?? ''}|slipway <slipway@localhost>|slipway <slipway@localhost>|homelab: 2 objects added

- homelab: Rollout blog-system/was added
- homelab: Rollout blog-system/web added

Slipway-Source: uncommitted
Slipway-Clusters: homelab
Slipway-Version: 0.1.0`,
  );
  expect(git(path, 'fsck', '--strict')).toBe('');
  expect(git(path, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test('the same files again make no commit', async () => {
  const path = fresh();
  const first = await run(localTarget(path), HOMELAB);

  const second = await run(localTarget(path), HOMELAB);

  expect([second.base, second.commit, second.changes]).toEqual([first.commit, undefined, []]);
  expect(git(path, 'rev-parse', 'main')).toBe(first.commit);
});

test('a new tag is one changed line in one file, one line of the ledger, and named in the first line of the message', async () => {
  const path = fresh();
  const first = await run(localTarget(path), HOMELAB);

  const second = await run(localTarget(path), NEXT_TAG);

  expect(git(path, 'diff', '--numstat', first.commit ?? '', second.commit ?? '')).toBe(`1\t1\t${LEDGER}\n1\t1\t${WEB}`);
  expect(git(path, 'log', '-1', '--format=%s%n%P', 'main')).toBe(`homelab: web image v84 → v85\n${first.commit ?? ''}`);
  expect(second.changes.map(({ object, fields }) => ({ object, fields }))).toEqual([
    {
      object: 'Rollout blog-system/web',
      fields: [
        { path: 'spec.template.spec.containers[web].image', old: 'ghcr.io/wlals2/blog-web:v84', new: 'ghcr.io/wlals2/blog-web:v85' },
      ],
    },
  ]);
});

test('a preview shows the same changes and leaves no trace, not even a repository', async () => {
  const path = fresh();

  const found = await preview({ target: localTarget(path), files: files(HOMELAB) });

  expect(found.changes.map(({ action, path: file }) => [action, file])).toEqual([
    ['add', WAS],
    ['add', WEB],
  ]);
  expect(existsSync(path)).toBe(false);
});

test('a file that is no longer made is removed, with the folder that it leaves empty', async () => {
  const path = fresh();
  await run(localTarget(path), { ...HOMELAB, 'homelab/old/configmap.gone.yaml': 'kind: ConfigMap\n' });

  const delivery = await run(localTarget(path), HOMELAB, { allowRemove: ['app:homelab/old'] });

  expect(delivery.changes.map(({ action, path: file, before }) => [action, file, before])).toEqual([
    ['remove', 'homelab/old/configmap.gone.yaml', 'kind: ConfigMap\n'],
  ]);
  expect(contents(path)).toEqual(withLedger(HOMELAB));
  expect(git(path, 'fsck', '--strict')).toBe('');
});

test('a delivery of one cluster leaves the files of the others, and their lines in the ledger', async () => {
  const path = fresh();
  const cloud = { 'solid-cloud/web/rollout.web.yaml': rollout('web', 'docker.io/library/nginx:1.27') };
  await run(localTarget(path), { ...HOMELAB, ...cloud });

  const delivery = await run(localTarget(path), { [WEB]: NEXT_TAG[WEB] }, { clusters: ['homelab'], maxRemovalShare: 50 });

  expect(delivery.changes.map(({ action, path: file }) => [action, file])).toEqual([
    ['remove', WAS],
    ['change', WEB],
  ]);
  expect(contents(path)).toEqual(withLedger({ [WEB]: NEXT_TAG[WEB], ...cloud }));
});

describe('what others wrote', () => {
  test('stays as it is, in our folders too, whatever it is', async () => {
    const path = fresh();
    await run(localTarget(path), HOMELAB);
    asPerson(path, join(folder, 'person'), () => {
      const home = join(folder, 'person', 'homelab', 'blog-system');
      writeFileSync(join(home, 'notes "and" ümläut.md'), 'mine\r\n');
      writeFileSync(join(home, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
      symlinkSync('../../README.md', join(home, 'link'));
    });
    const before = git(path, 'ls-tree', '-r', 'main').split('\n');

    await run(localTarget(path), {}, { allowRemove: ['cluster:homelab'] });

    expect(git(path, 'ls-tree', '-r', 'main').split('\n')).toEqual(before.filter((line) => /notes|run\.sh|link/.test(line)));
    expect(git(path, 'log', '-1', '--format=%s|%(trailers:key=Slipway-Clusters,valueonly)', 'main').trim()).toBe(
      'homelab: 2 objects removed|homelab',
    );
  });

  test('stops a delivery that would write over it, and nothing is delivered', async () => {
    const path = fresh();
    await run(localTarget(path), { [WEB]: HOMELAB[WEB] });
    asPerson(path, join(folder, 'person'), () => {
      writeFileSync(join(folder, 'person', WAS), 'mine\n');
      writeFileSync(join(folder, 'person', 'solid-cloud'), 'a file where a folder belongs\n');
    });
    const tip = git(path, 'rev-parse', 'main');

    const delivery = run(localTarget(path), { ...NEXT_TAG, 'solid-cloud/web/a.yaml': 'a: 1\n' });

    await expect(delivery).rejects.toThrow(
      new Error(
        `${WAS}: a file that slipway did not write stands here. Move it away, or rename the object that would be written over it.\n` +
          'solid-cloud/web/a.yaml: solid-cloud is in the way, and slipway did not write it. Move it away, or rename the object or app.',
      ),
    );
    expect(git(path, 'rev-parse', 'main')).toBe(tip);
  });

  test('is adopted where it is exactly what we would write', async () => {
    const path = fresh();
    await run(localTarget(path), { [WEB]: HOMELAB[WEB] });
    asPerson(path, join(folder, 'person'), () => {
      writeFileSync(join(folder, 'person', WAS), HOMELAB[WAS]);
    });

    const delivery = await run(localTarget(path), HOMELAB);

    expect([delivery.plan.adopted, delivery.changes]).toEqual([[WAS], []]);
    expect(contents(path)).toEqual(withLedger(HOMELAB));
    expect((await run(localTarget(path), HOMELAB)).commit).toBeUndefined();
  });
});

describe('a file of ours that a person edited or deleted', () => {
  async function edited(): Promise<string> {
    const path = fresh();
    await run(localTarget(path), HOMELAB);
    asPerson(path, join(folder, 'person'), () => {
      writeFileSync(join(folder, 'person', WEB), 'replicas: 0\n');
      rmSync(join(folder, 'person', WAS));
    });
    return path;
  }

  test('is named and left alone', async () => {
    const path = await edited();
    const tip = git(path, 'rev-parse', 'main');

    const delivery = run(localTarget(path), HOMELAB);

    const fix = 'Bring the edit into the inventory or the charts, or overwrite it with --take.';
    await expect(delivery).rejects.toThrow(
      new Error(
        `${WAS}: somebody deleted this file in the target after slipway wrote it. ${fix}\n${WEB}: somebody edited this file in the target after slipway wrote it. ${fix}`,
      ),
    );
    expect(git(path, 'rev-parse', 'main')).toBe(tip);
  });

  test('is overwritten when told to', async () => {
    const path = await edited();

    const delivery = await run(localTarget(path), HOMELAB, { take: true });

    expect(delivery.plan.taken).toEqual([WAS, WEB]);
    expect(contents(path)).toEqual(withLedger(HOMELAB));
  });
});

describe('a branch that moved', () => {
  test('between plan and commit refuses the plan, and leaves the branch where the other put it', async () => {
    const path = fresh();
    const { commit: base = '' } = await run(localTarget(path), HOMELAB);
    const target = localTarget(path);
    const { plan, changes } = await preview({ target, files: files(NEXT_TAG) });
    asPerson(path, join(folder, 'person'), () => {
      writeFileSync(join(folder, 'person', 'README.md'), 'hello\n');
    });
    const tip = git(path, 'rev-parse', 'main');

    const commit = target.commit(plan, commitMessage({ changes, clusters: ['homelab'], version: '0.1.0' }));

    await expect(commit).rejects.toThrow(
      new Error(
        `main: the plan was made on ${base.slice(0, 7)}, the branch is at ${tip.slice(0, 7)}. Others deliver there at the same time: run again.`,
      ),
    );
    expect(git(path, 'rev-parse', 'main')).toBe(tip);
  });

  test('while a delivery runs is planned on again, and both changes stand', async () => {
    const path = fresh();
    await run(localTarget(path), HOMELAB);
    const target = localTarget(path);
    let reads = 0;
    const disturbed: Target = {
      label: target.label,
      branch: target.branch,
      read: async () => {
        const snapshot = await target.read();
        reads += 1;
        if (reads === 1)
          asPerson(path, join(folder, 'person'), () => {
            writeFileSync(join(folder, 'person', 'README.md'), 'hello\n');
          });
        return snapshot;
      },
      texts: (blobs) => target.texts(blobs),
      commit: (plan, message) => target.commit(plan, message),
      mend: () => target.mend(),
      close: () => target.close(),
    };

    await run(disturbed, NEXT_TAG);

    expect(reads).toBe(2);
    expect(contents(path)).toEqual(withLedger(NEXT_TAG, { 'README.md': 'hello\n' }));
  });

  test('by two deliveries at once: both arrive, one after the other', async () => {
    const path = fresh();
    await run(localTarget(path), HOMELAB);
    const more = (cluster: string): Record<string, string> => ({
      [`${cluster}/web/rollout.web.yaml`]: rollout('web', 'docker.io/library/nginx:1.27'),
    });

    await Promise.all(['a', 'b', 'c', 'd'].map((cluster) => run(localTarget(path), more(cluster), { clusters: [cluster] })));

    expect(contents(path)).toEqual(withLedger({ ...more('a'), ...more('b'), ...more('c'), ...more('d'), ...HOMELAB }));
    expect(git(path, 'rev-list', '--count', 'main')).toBe('5');
    expect(git(path, 'fsck')).not.toMatch(/error|missing|corrupt/);
  });
});

test('a ledger that somebody broke stops the delivery with every fault', async () => {
  const path = fresh();
  await run(localTarget(path), HOMELAB);
  asPerson(path, join(folder, 'person'), () => {
    writeFileSync(
      join(folder, 'person', LEDGER),
      JSON.stringify({ version: 2, files: { '../etc/passwd': 'x', '/etc/passwd': 'x', 'a/.GIT/config': 'x', 'homelab/c': { blob: 'x' } } }),
    );
  });

  const delivery = run(localTarget(path), HOMELAB);

  const fix = `Restore ${LEDGER} from the last commit that slipway made.`;
  await expect(delivery).rejects.toThrow(
    new Error(
      [
        `${LEDGER} "../etc/passwd": the path has the part "..". ${fix}`,
        `${LEDGER} "/etc/passwd": the path is absolute. ${fix}`,
        `${LEDGER} "a/.GIT/config": the part ".GIT" is git's own. ${fix}`,
        `${LEDGER} "homelab/c": the value has no git blob id (sha1). ${fix}`,
      ].join('\n'),
    ),
  );
});

test('a ledger that is a link stops the delivery: what it says stands elsewhere', async () => {
  const path = fresh();
  await run(localTarget(path), HOMELAB);
  asPerson(path, join(folder, 'person'), () => {
    rmSync(join(folder, 'person', LEDGER));
    symlinkSync('../../notes', join(folder, 'person', LEDGER));
  });

  const delivery = run(localTarget(path), HOMELAB);

  await expect(delivery).rejects.toThrow(
    new Error(`${LEDGER}: the ledger is not a plain file. Restore ${LEDGER} from the last commit that slipway made.`),
  );
});

describe('the ledger of version 1', () => {
  /** A target as version 1 left it. */
  async function old(): Promise<string> {
    const path = fresh();
    await run(localTarget(path), HOMELAB);
    const blobs = Object.fromEntries(Object.entries(HOMELAB).map(([file, text]) => [file, blobId(text, 'sha1')]));
    asPerson(path, join(folder, 'person'), () => {
      rmSync(join(folder, 'person', LEDGER));
      writeFileSync(join(folder, 'person', OLD_LEDGER_PATH), JSON.stringify({ version: 1, files: blobs }));
    });
    return path;
  }

  test('is read and replaced, by a commit that changes nothing else', async () => {
    const path = await old();

    const delivery = await run(localTarget(path), HOMELAB, { sourceCommit: 'f00' });

    const known = Object.entries(HOMELAB).map(
      ([file, text]) => [file, { object: nameInText(text) ?? '', blob: blobId(text, 'sha1') }] as const,
    );
    expect([delivery.changes, contents(path)]).toEqual([[], { ...HOMELAB, [LEDGER]: printLedger(new Map(known)) }]);
    expect(git(path, 'log', '-1', '--format=%s', 'main')).toBe('Write down what is ours');
    expect((await run(localTarget(path), HOMELAB)).commit).toBeUndefined();
  });

  test('beside that of version 2 stops the delivery: somebody still delivers with the old program', async () => {
    const path = await old();
    await run(localTarget(path), HOMELAB);
    asPerson(path, join(folder, 'person'), () => {
      writeFileSync(join(folder, 'person', OLD_LEDGER_PATH), '{"version":1,"files":{}}');
    });

    const delivery = run(localTarget(path), HOMELAB);

    await expect(delivery).rejects.toThrow(`${OLD_LEDGER_PATH}: an older slipway delivered here after this one`);
  });
});

test('the ledger says which object a file is, and which sources it was last changed from', async () => {
  const path = fresh();
  await run(localTarget(path), HOMELAB, { sourceCommit: 'aaa' });

  await run(localTarget(path), NEXT_TAG, { sourceCommit: 'bbb' });

  const known: unknown = JSON.parse(contents(path)[LEDGER] ?? '');
  expect(known).toEqual({
    version: 2,
    files: {
      [WAS]: { object: 'Rollout blog-system/was', blob: blobId(HOMELAB[WAS], 'sha1'), source: 'aaa' },
      [WEB]: { object: 'Rollout blog-system/web', blob: blobId(NEXT_TAG[WEB], 'sha1'), source: 'bbb' },
    },
  });
});

test('a thousand files are one commit, and one of them changed is one file', async () => {
  const path = fresh();
  const many = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [
      `homelab/app-${index % 20}/rollout.web-${index}.yaml`,
      rollout(`web-${index}`, 'docker.io/library/nginx:1.27'),
    ]),
  );
  await run(localTarget(path), many);

  const delivery = await run(localTarget(path), {
    ...many,
    'homelab/app-7/rollout.web-7.yaml': rollout('web-7', 'docker.io/library/nginx:1.27', 5),
  });

  expect(git(path, 'diff', '--name-only', 'main~1', 'main')).toBe(`${LEDGER}\nhomelab/app-7/rollout.web-7.yaml`);
  expect(git(path, 'log', '-1', '--format=%s', 'main')).toBe('homelab: web-7 replicas 2 → 5');
  expect(delivery.changes).toHaveLength(1);
  expect(git(path, 'rev-list', '--count', 'main')).toBe('2');
});

test('the same delivery at the same fixed time is the same commit, wherever and by whatever time zone it is made', async () => {
  const [one, other] = [fresh(), fresh()];
  const env = { ...BARE_ENV, SOURCE_DATE_EPOCH: '1769472000' };

  const first = await run(localTarget(one, 'main', { ...env, TZ: 'Asia/Seoul' }), HOMELAB);
  const second = await run(localTarget(other, 'main', { ...env, TZ: 'UTC', LC_ALL: 'de_DE.UTF-8' }), HOMELAB);

  expect(first.commit).toBe(second.commit);
  expect(git(one, 'log', '-1', '--format=%ad|%cd', 'main')).toBe('Tue Jan 27 00:00:00 2026 +0000|Tue Jan 27 00:00:00 2026 +0000');
});

test('the words of a person replace the first line and the list, not the trailers', async () => {
  const path = fresh();

  await run(localTarget(path), HOMELAB, { message: 'Bring the blog up\n\nFor the move of Saturday.' });

  expect(git(path, 'log', '-1', '--format=%B', 'main').trim()).toBe(
    'Bring the blog up\n\nFor the move of Saturday.\n\nSlipway-Source: uncommitted\nSlipway-Clusters: homelab\nSlipway-Version: 0.1.0',
  );
  expect(git(path, 'log', '-1', '--format=%(trailers:key=Slipway-Clusters,valueonly)', 'main').trim()).toBe('homelab');
});

test('a delivery in spite of errors says so in its commit', async () => {
  const path = fresh();

  const delivery = await run(localTarget(path), HOMELAB, { forced: { reason: 'the site is down', errors: 1 } });

  expect(git(path, 'log', '-1', '--format=%(trailers:key=Slipway-Forced,valueonly)', 'main').trim()).toBe('the site is down (1 error)');
  expect(delivery.trailers.at(-1)).toEqual({ key: 'Slipway-Forced', value: 'the site is down (1 error)' });
});

describe('removals that have to be confirmed', () => {
  const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  namespace: blog-system\n';
  const WITH_CLAIM = { ...HOMELAB, 'homelab/blog-system/persistentvolumeclaim.data.yaml': claim };

  test('stop the delivery, all of them named at once, and nothing is delivered', async () => {
    const path = fresh();
    const { commit } = await run(localTarget(path), WITH_CLAIM);

    const delivery = run(localTarget(path), {});

    await expect(delivery).rejects.toThrow(
      new Error(
        'homelab: all 3 objects of this cluster would be removed; Argo CD would delete them, among them PersistentVolumeClaim (1). If that is meant, add --allow-remove cluster:homelab.\n' +
          'homelab/blog-system/persistentvolumeclaim.data.yaml: PersistentVolumeClaim blog-system/data would be removed, and the data is deleted, unless its storage class retains it. If that is meant, add --allow-remove PersistentVolumeClaim/blog-system/data.',
      ),
    );
    expect(git(path, 'rev-parse', 'main')).toBe(commit);
  });

  test('happen once they are named', async () => {
    const path = fresh();
    await run(localTarget(path), WITH_CLAIM);

    await run(localTarget(path), {}, { allowRemove: ['cluster:homelab', 'PersistentVolumeClaim/blog-system/data'] });

    expect(git(path, 'ls-tree', '-r', 'main')).toBe('');
  });

  test('are no matter for a cluster that is not delivered', async () => {
    const path = fresh();
    await run(localTarget(path), { ...WITH_CLAIM, 'attic/web/rollout.web.yaml': rollout('web', 'x:1') });

    const { commit } = await run(localTarget(path), { 'attic/web/rollout.web.yaml': rollout('web', 'x:2') }, { clusters: ['attic'] });

    expect(commit).toBeDefined();
  });
});

test('a repository whose objects are named by SHA-256 is delivered to in its own way', async () => {
  const path = fresh();
  mkdirSync(path, { recursive: true });
  git(path, 'init', '--quiet', '--bare', '--object-format=sha256', '-b', 'main', '.');

  const first = await run(localTarget(path), HOMELAB);
  const second = await run(localTarget(path), HOMELAB);

  expect(first.commit).toMatch(/^[0-9a-f]{64}$/);
  expect(second.commit).toBeUndefined();
  expect(git(path, 'fsck', '--strict')).toBe('');
});
