import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliveryError } from '../../lib/errors.ts';
import { deliver } from '../../lib/deliver/deliver.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';
import type { Target } from '../../lib/deliver/target.ts';
import { BARE_ENV, git, temporaryFolder } from '../../lib/deliver/testing.ts';
import { ALL } from './trial.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** A disk of 2 MiB, which only root can make; without it there is nothing to fill. */
const DISK = mkdtempSync(join(tmpdir(), 'slipway-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', DISK]).status === 0;
const testOnDisk = mounted ? test.each : test.skip.each;

afterAll(() => {
  if (mounted) execFileSync('umount', ['--lazy', DISK]);
  rmSync(DISK, { recursive: true, force: true });
});

// Texts that do not compress, so that they need their room: some fit where others do not.
const OLD = state(1, 40);
const NEW = state(2, 60);

function state(seed: number, count: number): ReadonlyMap<string, string> {
  let number = seed;
  const noise = (): string => ((number = (number * 48271) % 0x7fffffff) / 0x7fffffff).toString(36).slice(2);
  return new Map(Array.from({ length: count }, (_, index) => [`c/a/${index}.yaml`, `a: ${Array.from({ length: 150 }, noise).join('')}\n`]));
}

const PLACES: Readonly<Record<string, (name: string) => { readonly repository: string; readonly open: () => Target }>> = {
  'a repository on the disk': (name) => {
    const repository = join(DISK, `${name}.git`);
    return { repository, open: () => openTarget(repository, { env: BARE_ENV }) };
  },
  'a remote on the disk': (name) => {
    const repository = join(DISK, `${name}.git`);
    return { repository, open: () => openTarget(`file://${repository}`, { stateFolder: at(`${name}-state`), env: BARE_ENV }) };
  },
  'the cache on the disk': (name) => {
    const repository = at(`${name}.git`);
    return { repository, open: () => openTarget(`file://${repository}`, { stateFolder: join(DISK, 'state'), env: BARE_ENV }) };
  },
};

async function run(target: Target, files: ReadonlyMap<string, string>): Promise<string> {
  try {
    await deliver({ target, files, version: '0.1.0' });
    return '';
  } catch (error) {
    return error instanceof DeliveryError ? error.message : `no DeliveryError: ${String(error)}`;
  } finally {
    await target.close();
  }
}

beforeAll(async () => {
  await run(openTarget(at('old.git'), { env: BARE_ENV }), OLD);
  cpSync(at('old.git'), at('new.git'), { recursive: true });
  await run(openTarget(at('new.git'), { env: BARE_ENV }), NEW);
});

/** Leaves so much room. Unit: KiB, in steps of 4. */
function fill(room: number): void {
  const { bavail, bsize } = statfsSync(DISK);
  writeFileSync(join(DISK, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - room * 1024)));
}

const ROOMS = ALL ? Array.from({ length: 200 }, (_, index) => index * 4) : [0, 12, 160, 320, 800];
const tree = (name: string): string => git(name, 'rev-parse', 'main^{tree}');

testOnDisk(Object.entries(PLACES))(
  'a full disk, %s: the branch is old or new, the error says so, and with room the next run converges',
  async (place, make) => {
    const seen = new Set<string>();
    for (const room of ROOMS) {
      const { repository, open } = make(`${place.replace(/\W/g, '-')}-${room}`);
      for (const name of readdirSync(DISK)) rmSync(join(DISK, name), { recursive: true });
      cpSync(at('old.git'), repository, { recursive: true });
      fill(room);

      const said = await run(open(), NEW);

      const found = tree(repository);
      seen.add(said === '' ? 'delivered' : 'refused');
      expect([tree(at('old.git')), tree(at('new.git'))]).toContain(found);
      if (said === '') expect(found).toBe(tree(at('new.git')));
      else expect(said).toMatch(/^\S+: the disk is full\b.*\. Free some space and run again\.$/s);

      rmSync(join(DISK, 'ballast'));
      expect(await run(open(), NEW)).toBe('');
      expect(tree(repository)).toBe(tree(at('new.git')));
      expect(git(repository, 'fsck', '--no-dangling', '--no-progress')).toBe('');
      expect(existsSync(join(repository, 'refs/heads/main.lock'))).toBe(false);
    }
    expect([...seen].sort()).toEqual(['delivered', 'refused']);
  },
  600_000,
);
