import { lstatSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DeliveryError, InputError } from '../errors.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { isInside, ledgerFile, readLedger, union, writeLedger } from './dist-ledger.ts';
import { planDist } from './dist-plan.ts';
import type { DistChanges, DistPlan } from './dist-plan.ts';
import { clearAway, copyPermissions, listTree, makeFolders, removeTree, sameFile } from './dist-tree.ts';
import type { Tree } from './dist-tree.ts';
import { whileLocked } from './run-lock.ts';

export interface WriteOptions {
  /** Folder for what slipway remembers between runs, `.slipway` in the project. */
  readonly state: string;
  /** The clusters that were synthesized; the folders of all others stay as they are. @default all there are */
  readonly clusters?: readonly string[] | undefined;
}

/** The folder itself, and its two neighbours while it is being replaced. */
interface Places {
  readonly dist: string;
  readonly next: string;
  readonly old: string;
}

/**
 * Makes `dist/` hold exactly these manifests and what is not ours. It is replaced whole or not at all: a run killed at
 * any moment leaves the old tree or the new one (between two renames none, and the next run puts the old one back).
 * Files that need no change keep inode and time, and when nothing changes nothing is touched.
 * Throws InputError when files of somebody else stand in the way, DeliveryError when the file system refuses or another
 * run is at work; both leave `dist/` as it was.
 */
export function writeDist(dir: string, manifests: readonly Manifest[], { state, clusters }: WriteOptions): DistChanges {
  const dist = resolve(dir);
  const ledgerPath = ledgerFile(resolve(state), dist);
  checkPlace(dir, dist, resolve(state));
  const parent = dirname(dist);
  const places = { dist, next: join(parent, `.${basename(dist)}.slipway-next`), old: join(parent, `.${basename(dist)}.slipway-old`) };

  return explained(dir, () =>
    whileLocked(ledgerPath.replace(/json$/, 'lock'), dir, () => {
      const ledger = readLedger(ledgerPath);
      repair(places, dir, (path) => ledger.has(path));
      const tree = listTree(dist);
      const plan = planDist(dir, tree, manifests, ledger, clusters);
      if (plan.written.length + plan.removed.length === 0) writeLedger(ledgerPath, plan.ledger, ledger);
      else {
        const both = union(ledger, plan.ledger);
        writeLedger(ledgerPath, both, ledger);
        replace(places, plan, tree, new Map(manifests.map(({ file, text }) => [file, text])), (path) => both.has(path));
        writeLedger(ledgerPath, plan.ledger, both);
      }
      const { written, unchanged, removed, strays } = plan;
      return { written, unchanged, removed, strays };
    }),
  );
}

function checkPlace(dir: string, dist: string, state: string): void {
  const kind = lstatSync(dist, { throwIfNoEntry: false });
  if (kind !== undefined && !kind.isDirectory()) {
    const what = kind.isSymbolicLink() ? 'is a symbolic link' : 'is a file';
    throw new InputError(dir, `${what}, and the output folder is replaced as a whole`, 'Name a folder, or move this away.');
  }
  if (dirname(dist) === dist || dist === state || isInside(dist, state)) {
    throw new InputError(
      dir,
      'holds the project or its state folder, and the output folder is replaced as a whole',
      'Name a folder of its own.',
    );
  }
}

/** Clears up after a run that was killed, whatever it was doing. */
function repair({ dist, next, old }: Places, dir: string, isOurs: (path: string) => boolean): void {
  const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  if (exists(old)) {
    if (!exists(dist)) renameSync(old, dist);
    else if (exists(next)) {
      throw new InputError(
        dir,
        `came into being after a killed run had moved its files to ${basename(old)}`,
        `Move your files out of it, remove it and rename ${basename(old)} to ${basename(dist)}.`,
      );
    } else {
      clearAway(old, dist, isOurs);
    }
  }
  removeTree(next);
}

function replace(places: Places, plan: DistPlan, tree: Tree, texts: ReadonlyMap<string, string>, isOurs: (path: string) => boolean): void {
  const { dist, next, old } = places;
  const existed = lstatSync(dist, { throwIfNoEntry: false }) !== undefined;
  try {
    build(places, plan, tree, texts);
    if (existed) renameSync(dist, old);
    renameSync(next, dist);
  } catch (error) {
    if (existed && lstatSync(dist, { throwIfNoEntry: false }) === undefined) renameSync(old, dist);
    removeTree(next);
    throw error;
  }
  if (existed) clearAway(old, dist, isOurs);
}

function build({ dist, next }: Places, plan: DistPlan, tree: Tree, texts: ReadonlyMap<string, string>): void {
  makeFolders(next, plan.folders);
  const rewritten = new Set(plan.written);
  for (const file of plan.written) writeFileSync(join(next, file), texts.get(file) ?? '', { flag: 'wx' });
  const gone = new Set(plan.removed);
  for (const [file, kind] of tree.files) {
    if (!rewritten.has(file) && !gone.has(file)) sameFile(join(dist, file), join(next, file), kind);
  }
  copyPermissions(dist, next, plan.folders);
}

/** What the file system refuses is the world's doing, and is told without a stack. */
function explained<Result>(dir: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new DeliveryError(
      dir,
      `the file system refused to replace it (${syscall}: ${code})`,
      'See to permissions and space there and run again; no file was left half written.',
    );
  }
}
