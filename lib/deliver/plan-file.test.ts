import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blobId } from './blob-id.ts';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { deliverPlan } from './deliver-plan.ts';
import { FolderTarget } from './folder-target.ts';
import { parsePlanFile, printPlanFile } from './plan-file.ts';
import { placeOf } from './plan-place.ts';
import { preview } from './preview.ts';
import type { Target } from './target.ts';
import { asPerson, contents, files, git, localTarget, temporaryFolder } from './testing.ts';
import { rollout } from './testing-objects.ts';
import { text } from './testing-texts.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let count = 0;

const WEB = 'c/a/rollout.web.yaml';
const OLD = { [WEB]: rollout('web', 'x:1'), 'c/a/b.yaml': 'b', 'c/a/c.yaml': 'c', 'c/a/d.yaml': 'd' };
const NEXT = { [WEB]: rollout('web', 'x:2'), 'c/a/b.yaml': 'b', 'c/a/c.yaml': 'c', 'd/a/new.yaml': 'new' };

/** A repository with the old state, and a file of somebody else. */
async function standing(): Promise<string> {
  count += 1;
  const path = at(`${count}.git`);
  await deliver({ target: localTarget(path), files: files(OLD), version: '0.1.0', sourceCommit: 'aaa' });
  asPerson(path, at('person'), () => {
    writeFileSync(at('person/README.md'), 'mine');
  });
  return path;
}

async function planText(target: Target, next: Readonly<Record<string, string>> = NEXT): Promise<string> {
  const found = await preview({ target, files: files(next), sourceCommit: 'bbb' });
  return printPlanFile(target, found, { source: 'bbb', madeBy: '0.1.0' }, {});
}

const apply = (path: string, planned: string, allowRemove: readonly string[] = []): Promise<Delivery> =>
  deliverPlan({ target: localTarget(path), name: 'plan.json', file: parsePlanFile('plan.json', planned), allowRemove });

/** The plan of a file, as JSON has it. */
interface Raw {
  readonly changes: object[];
  readonly records: object[];
}

/** The plan after a change by somebody who knows how the digest is made. */
function forged(planned: string, change: (plan: Raw) => void): string {
  const { digest: _digest, ...body } = JSON.parse(planned) as { digest: string; plan: Raw };
  change(body.plan);
  return JSON.stringify({ ...body, digest: `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}` });
}

test('a plan that is delivered later is the same commit as one that is delivered at once', async () => {
  const [later, atOnce] = [await standing(), await standing()];
  const planned = await planText(localTarget(later));

  const one = await apply(later, planned);
  const other = await deliver({ target: localTarget(atOnce), files: files(NEXT), version: '0.1.0', sourceCommit: 'bbb' });

  expect(contents(later)).toEqual(contents(atOnce));
  const shown = (path: string, commit: string | undefined): string => git(path, 'log', '-1', '--format=%T%n%B', commit ?? '');
  expect(shown(later, one.commit)).toBe(shown(atOnce, other.commit));
  expect(one.forecasts).toEqual(other.forecasts);
});

test('the file says what the plan means, and nothing of this machine', async () => {
  const path = await standing();

  const planned = await planText(localTarget(path));

  const { version, target, branch, source, objects, risks, guards, plan } = JSON.parse(planned) as Record<string, unknown>;
  expect({ version, target, branch, source }).toEqual({ version: 1, target: `…/${count}.git`, branch: 'main', source: 'bbb' });
  expect((objects as { action: string; object: string }[]).map(({ action, object }) => [action, object])).toEqual([
    ['remove', 'c/a/d.yaml'],
    ['change', 'Rollout blog-system/web'],
    ['add', 'd/a/new.yaml'],
  ]);
  expect([risks, guards, (plan as { base: string }).base]).toEqual([[], [], git(path, 'rev-parse', 'main')]);
  expect(planned).not.toContain(folder);
});

test('a branch that moved refuses the plan', async () => {
  const path = await standing();
  const planned = await planText(localTarget(path));
  const base = git(path, 'rev-parse', '--short=7', 'main');
  asPerson(path, at('person'), () => {
    writeFileSync(at('person/README.md'), 'mine again');
  });
  const tip = git(path, 'rev-parse', '--short=7', 'main');

  const delivery = apply(path, planned);

  await expect(delivery).rejects.toThrow(
    new Error(
      `main: the plan was made on ${base}, the branch is at ${tip}. Run slipway plan --out plan.json again, and deliver the new one.`,
    ),
  );
  expect(git(path, 'rev-parse', '--short=7', 'main')).toBe(tip);
});

test('a delivered plan is not delivered again', async () => {
  const path = await standing();
  const planned = await planText(localTarget(path));
  await apply(path, planned);

  await expect(apply(path, planned)).rejects.toThrow('main: the plan was made on ');
});

test('a plan of another place is refused', async () => {
  const [path, other] = [await standing(), await standing()];
  const planned = await planText(localTarget(path));
  const name = (file: string): string => JSON.stringify(placeOf(localTarget(file)).target);

  await expect(apply(other, planned)).rejects.toThrow(
    `plan.json: the plan was made for target ${name(path)} and not ${name(other)}. Name the same place, or make a plan for this one.`,
  );
  const inFolder = deliverPlan({
    target: new FolderTarget(localTarget(path, 'next'), 'sub'),
    name: 'plan.json',
    file: parsePlanFile('plan.json', planned),
  });
  await expect(inFolder).rejects.toThrow('the plan was made for branch "main" and not "next", folder "" and not "sub"');
});

test('removals are confirmed when the plan is delivered, not when it is made', async () => {
  const path = await standing();
  const planned = await planText(localTarget(path), { [WEB]: OLD[WEB] });

  await expect(apply(path, planned)).rejects.toThrow('add --allow-remove app:c/a.');
  await apply(path, planned, ['app:c/a']);

  expect(Object.keys(contents(path))).toEqual(['.slipway/ledger/c.json', 'README.md', WEB]);
});

describe('a file that is not as it was written is refused', () => {
  const again = 'Run slipway plan again, and deliver the new file.';
  const edits: Readonly<Record<string, readonly [(planned: string) => string, string]>> = {
    'another text': [(planned) => planned.replace('x:2', 'x:3'), 'the plan was changed after it was made: its digest does not fit'],
    'half of it': [(planned) => planned.slice(0, 500), 'the plan is not JSON, or was cut off'],
    'another version': [
      (planned) => planned.replace('"version": 1', '"version": 9'),
      'the plan has version 9, this program knows version 1',
    ],
    'something else': [() => '{"a":1}', 'this is not a plan that slipway wrote'],
    'a path out of the repository': [
      (planned) => forged(planned, (plan) => Object.assign(plan.changes[0] ?? {}, { path: '../../etc/passwd' })),
      'this is not a plan that slipway wrote',
    ],
    'a text that is not the blob': [
      (planned) => forged(planned, (plan) => Object.assign(plan.changes[1] ?? {}, { text: 'evil' })),
      'this is not a plan that slipway wrote',
    ],
  };

  test.each(Object.entries(edits))('%s', async (_title, [edit, what]) => {
    const path = await standing();
    const planned = await planText(localTarget(path));

    expect(() => parsePlanFile('plan.json', edit(planned))).toThrow(new Error(`plan.json: ${what}. ${again}`));
  });
});

describe('a plan that somebody made by hand reaches nothing that is not ours', () => {
  const readme = blobId('mine', 'sha1');
  const evil = { text: 'evil', blob: blobId('evil', 'sha1') };
  const record = (planned: string): { text: string; blob: string; path: string } =>
    (JSON.parse(planned) as { plan: { records: { text: string; blob: string; path: string }[] } }).plan.records[0] ?? {
      text: '',
      blob: '',
      path: '',
    };
  const forgeries: Readonly<Record<string, readonly [(plan: Raw, planned: string) => void, string]>> = {
    'the removal of a foreign file': [
      (plan) => plan.changes.push({ action: 'remove', path: 'README.md', was: readme }),
      'plan.json README.md: the file is not one that slipway wrote',
    ],
    'a change of a foreign file': [
      (plan) => plan.changes.push({ action: 'change', path: 'README.md', was: readme, ...evil }),
      'plan.json README.md: the file is not one that slipway wrote',
    ],
    'a new file where one stands': [
      (plan) => plan.changes.push({ action: 'add', path: 'README.md', ...evil }),
      'plan.json README.md: a file stands where the plan adds one',
    ],
    'a change of the ledger among the files': [
      (plan) => plan.changes.push({ action: 'add', path: '.slipway/x.json', ...evil }),
      'plan.json .slipway/x.json: the folder of the ledger is not delivered to',
    ],
    'a file that the ledger would not know': [
      (plan) => plan.changes.push({ action: 'add', path: 'c/a/hidden.yaml', ...evil }),
      'plan.json c/a/hidden.yaml: the ledger would not know of it',
    ],
    'a ledger elsewhere': [
      (plan) => plan.records.push({ action: 'add', path: 'c/ledger.json', ...evil }),
      'plan.json c/ledger.json: this is no ledger',
    ],
    'a ledger that claims a foreign file': [
      (plan, planned) => {
        const { text: before, path } = record(planned);
        const claim = before.replace('"files": {\n', `"files": {\n    "c/a/theirs.yaml": {"blob":"${readme}"},\n`);
        Object.assign(plan.records[0] ?? {}, { path, text: claim, blob: blobId(claim, 'sha1') });
      },
      'plan.json .slipway/ledger/c.json: the ledger would claim c/a/theirs.yaml, which the plan does not write',
    ],
  };

  test.each(Object.entries(forgeries))('%s', async (_title, [change, what]) => {
    const path = await standing();
    const planned = await planText(localTarget(path));
    const tip = git(path, 'rev-parse', 'main');
    const extra = forged(planned, (plan) => {
      change(plan, planned);
    });

    await expect(apply(path, withForecasts(extra))).rejects.toThrow(what);
    expect(git(path, 'rev-parse', 'main')).toBe(tip);
  });

  /** As many forecasts as changes, as a plan has them. */
  function withForecasts(planned: string): string {
    const { digest: _digest, ...body } = JSON.parse(planned) as { digest: string; plan: { changes: unknown[] }; forecasts: unknown[] };
    while (body.forecasts.length < body.plan.changes.length) body.forecasts.push({ path: '', cluster: '', object: '', effects: [] });
    return JSON.stringify({ ...body, digest: `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}` });
  }
});

test('the guards of a plan are in its file, each with the option that confirms it', async () => {
  const path = at('guards.git');
  const claim = { 'c/a/claim.yaml': text('v1/PersistentVolumeClaim', 'blog/data') };
  await deliver({ target: localTarget(path), files: files({ ...OLD, ...claim }), version: '0.1.0' });

  const planned = JSON.parse(await planText(localTarget(path), OLD)) as { guards: object[]; risks: object[] };

  expect(planned.guards).toEqual([
    {
      where: 'c/a/claim.yaml',
      what: 'PersistentVolumeClaim blog/data would be removed, and the data is deleted, unless its storage class retains it',
      allow: 'PersistentVolumeClaim/blog/data',
      fix: 'If that is meant, add --allow-remove PersistentVolumeClaim/blog/data.',
    },
  ]);
  expect(planned.risks).toEqual([
    {
      does: 'note',
      says: 'the data of PersistentVolumeClaim blog/data is deleted, unless its storage class retains it',
      risk: 'data-loss',
      cluster: 'c',
    },
  ]);
});

test.each([
  ['.slipway/k8s-manifests.git', '.slipway/k8s-manifests.git'],
  ['/home/jimin/k8s-manifests.git', '…/k8s-manifests.git'],
  ['file:///srv/k8s-manifests.git', '…/k8s-manifests.git'],
  ['C:\\git\\k8s.git', '…/k8s.git'],
  ['git@github.com:owner/k8s-manifests.git', 'git@github.com:owner/k8s-manifests.git'],
  ['https://github.com/owner/k8s-manifests.git', 'https://github.com/owner/k8s-manifests.git'],
])('a plan names the target %s as %s', (label, target) => {
  expect(placeOf({ label, branch: 'main' })).toEqual({ target, branch: 'main', folder: '' });
});
