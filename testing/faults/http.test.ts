import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveryError } from '../../lib/errors.ts';
import { deliver } from '../../lib/deliver/deliver.ts';
import type { Delivery } from '../../lib/deliver/deliver.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';
import { preview } from '../../lib/deliver/preview.ts';
import type { Target } from '../../lib/deliver/target.ts';
import { asPerson, BARE_ENV, files, git, temporaryFolder } from '../../lib/deliver/testing.ts';
import { GitServer } from './git-server.ts';
import type { Fault, Step } from './git-server.ts';
import { ALL, inTurns } from './trial.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let server: GitServer;
let oldTree: string;
let newTree: string;

const OLD = files({ 'c/a/x.yaml': 'old', 'c/a/gone.yaml': 'gone', 'c/a/y.yaml': 'y', 'c/a/z.yaml': 'z' });
const NEW = files({ 'c/a/x.yaml': 'new', 'c/a/y.yaml': 'y', 'c/a/z.yaml': 'z', 'c/b/more.yaml': 'more' });

async function run(target: Target, wanted: ReadonlyMap<string, string>): Promise<Delivery> {
  try {
    return await deliver({ target, files: wanted, version: '0.1.0' });
  } finally {
    await target.close();
  }
}

/** A repository with a delivery and something of a person's, as each case starts with it. */
beforeAll(async () => {
  await run(openTarget(at('template.git'), { env: BARE_ENV }), OLD);
  asPerson(at('template.git'), at('person'), () => writeFileSync(at('person/README.md'), 'by hand\r\n'));
  oldTree = git(at('template.git'), 'rev-parse', 'main^{tree}');
  cpSync(at('template.git'), at('undisturbed.git'), { recursive: true });
  await run(openTarget(at('undisturbed.git'), { env: BARE_ENV }), NEW);
  newTree = git(at('undisturbed.git'), 'rev-parse', 'main^{tree}');
  server = await GitServer.start(folder);
});

afterAll(() => server.close());

/** `old` and `new`: where the branch stands after the delivery with the fault; and what the delivery said. */
type Outcome = readonly ['new'] | readonly ['old', RegExp];

const REFUSED = /the remote refuses these credentials \(git .*\)\. Set up an SSH key/;
const UNREACHABLE = /the remote cannot be reached \(git .*\)\. Check the network/;
const NO_SERVER = /something answers there, but (not as a git server does|it is not a git server)/;
const BROKE_OFF = /(the remote (broke off|cannot be reached)|something answers there, but not as a git server does) \(git push: /;
const SILENT = /the remote cannot be reached .*too slow|said nothing for [\d.]+ s and was ended/;
const NOWHERE = /there is no git repository|the remote cannot be reached/;

/** A fault at the first request of a step, and what comes of it. git tries again by itself where a connection is cut before an answer. */
const CASES: Readonly<Record<Step, Readonly<Partial<Record<Fault, Outcome>>>>> = {
  list: {
    401: ['old', REFUSED],
    403: ['old', REFUSED],
    404: ['old', NOWHERE],
    503: ['old', UNREACHABLE],
    hang: ['old', SILENT],
    reset: ['old', UNREACHABLE],
    cut: ['old', UNREACHABLE],
    page: ['new'],
    garbage: ['old', NO_SERVER],
    empty: ['new'],
    slow: ['new'],
  },
  fetch: {
    403: ['old', REFUSED],
    500: ['old', /the remote cannot be reached|something answers there, but not as a git server does/],
    hang: ['old', SILENT],
    reset: ['new'],
    lost: ['new'],
    cut: ['old', /the remote cannot be reached|something answers there, but not as a git server does/],
    page: ['old', NO_SERVER],
    garbage: ['old', NO_SERVER],
    empty: ['old', NO_SERVER],
    slow: ['new'],
  },
  greet: {
    401: ['old', REFUSED],
    500: ['old', UNREACHABLE],
    hang: ['old', SILENT],
    reset: ['old', UNREACHABLE],
    cut: ['old', UNREACHABLE],
    page: ['old', /the remote did not say where the branch stands/],
    garbage: ['old', NO_SERVER],
    slow: ['new'],
  },
  push: {
    401: ['old', REFUSED],
    403: ['old', REFUSED],
    404: ['old', NOWHERE],
    503: ['old', UNREACHABLE],
    hang: ['old', SILENT],
    mute: ['new'],
    reset: ['new'],
    half: ['new'],
    lost: ['new'],
    cut: ['new'],
    page: ['old', BROKE_OFF],
    garbage: ['old', BROKE_OFF],
    empty: ['old', BROKE_OFF],
    slow: ['new'],
  },
};

/** How long a server that hangs is waited for; on a busy machine git itself is silent for seconds. Unit: milliseconds. */
const SILENCE = ALL ? 10_000 : 4_000;
const HANGING: readonly Fault[] = ['hang', 'mute'];

const SAMPLE = ['list 401', 'list hang', 'list page', 'fetch garbage', 'fetch cut', 'greet page', 'greet reset'];
const cases = (Object.entries(CASES) as [Step, (typeof CASES)[Step]][]).flatMap(([step, faults]) =>
  Object.entries(faults as Readonly<Record<string, Outcome>>).map(([name, outcome]): [string, Step, Fault, Outcome] => {
    const fault = /^\d/.test(name) ? Number(name) : (name as Fault);
    return [`${step} ${name}`, step, fault, outcome];
  }),
);
const chosen = cases.filter(([name, step]) => ALL || step === 'push' || SAMPLE.includes(name));
const ready = new Map<string, string>();

/** One after the other they would mostly wait; a server for each keeps them apart. */
beforeAll(async () => {
  await inTurns(chosen, 4, async ([name, step, fault]) => {
    const path = name.replace(' ', '-');
    cpSync(at('template.git'), at(`${path}.git`), { recursive: true });
    const own = await GitServer.start(folder);
    own.faults.set(step, [fault]);
    const open = (silenceMs?: number): Target => openTarget(own.url(`${path}.git`), { stateFolder: at(path), env: BARE_ENV, silenceMs });

    const said = await run(open(HANGING.includes(fault) ? SILENCE : undefined), NEW).then(
      () => '',
      (error: unknown) => (error instanceof DeliveryError ? error.message : `no DeliveryError: ${String(error)}`),
    );

    const met = own.faults.get(step)?.length === 0 ? '' : 'the fault was not met; ';
    ready.set(name, `${met}${stateOf(path)}|${said}`);
    await run(open(), NEW).catch((error: unknown) => ready.set(name, `the next run fails|${String(error)}`));
    await own.close();
  });
}, 600_000);

function stateOf(path: string): string {
  const tree = git(at(`${path}.git`), 'rev-parse', 'main^{tree}');
  return tree === oldTree ? 'old' : tree === newTree ? 'new' : 'mixed';
}

test.each(chosen)('%s: the branch is old or new, it is said which, and the next run converges', (name, _step, _fault, outcome) => {
  const path = name.replace(' ', '-');
  const [state, said = ''] = (ready.get(name) ?? '').split(/\|(.*)/s);

  expect(state).toBe(outcome[0]);
  expect(said).toMatch(outcome[1] ?? /^$/);
  expect(stateOf(path)).toBe('new');
  // Two by delivery, one by a person: what arrived in spite of the fault is not delivered again.
  expect(git(at(`${path}.git`), 'rev-list', '--count', 'main')).toBe('3');
  expect(git(at(`${path}.git`), 'fsck', '--no-dangling', '--no-progress')).toBe('');
});

test('where a login page stands in between, a plan does not take the remote for empty', async () => {
  server.faults.set('list', ['page', 'page', 'page', 'page']);

  const planned = preview({ target: openTarget(server.url('template.git'), { stateFolder: at('page'), env: BARE_ENV }), files: NEW });

  await expect(planned).rejects.toThrow(
    new DeliveryError(
      server.url('template.git'),
      'something answers there, but it is not a git server',
      'Check the URL, and whether a proxy or a login page stands in between.',
    ),
  );
});

test('a remote that is really empty gets its first delivery', async () => {
  git('.', 'init', '--quiet', '--bare', '-b', 'main', at('empty.git'));

  const { commit } = await run(openTarget(server.url('empty.git'), { stateFolder: at('empty'), env: BARE_ENV }), NEW);

  expect(git(at('empty.git'), 'rev-parse', 'main')).toBe(commit);
});

test.each<[Step, number]>([
  ['list', 1],
  ['fetch', 1],
  ['greet', 1],
  ['push', 1],
  ['list', 2],
  ['push', 2],
])('a branch that moves before %s, %i times: all arrives on top of what the other did', async (moveBefore, times) => {
  const path = `moved-${moveBefore}-${times}`;
  cpSync(at('template.git'), at(`${path}.git`), { recursive: true });
  const own = await GitServer.start(folder);
  let moves = 0;
  own.onRequest = (step) => {
    if (step !== moveBefore || moves === times) return;
    moves += 1;
    asPerson(at(`${path}.git`), at(`${path}-person`), () => writeFileSync(at(`${path}-person/move-${moves}.txt`), path));
  };

  const { commit } = await run(openTarget(own.url(`${path}.git`), { stateFolder: at(path), env: BARE_ENV }), NEW);
  await own.close();

  expect(moves).toBe(times);
  expect(git(at(`${path}.git`), 'rev-parse', 'main')).toBe(commit);
  expect(git(at(`${path}.git`), 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual(
    [
      ...['.slipway/ledger/c.json', 'README.md', 'c/a/x.yaml', 'c/a/y.yaml', 'c/a/z.yaml', 'c/b/more.yaml'],
      ...Array.from({ length: times }, (_, index) => `move-${index + 1}.txt`),
    ].sort(),
  );
});
