import { appliedFrom, type Installer } from '../installers.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { readsFile, sourcesOf } from './sources.ts';
import { applicationsWait } from './waiting.ts';
import { comesBefore, syncTime, type SyncTime } from './waves.ts';

/**
 * How another object stands to one when the tree is applied to an empty cluster. `later`: it comes only when this one is healthy, which
 * is `sure` unless Argo CD's settings decide it. `loose`: it comes later, but nothing waits. `open`: nothing orders them.
 */
export interface Order {
  readonly is: 'earlier' | 'together' | 'later' | 'loose' | 'open';
  readonly sure: boolean;
  /** When each comes, at the place where their ways part: of the objects themselves, or of Applications that bring them. */
  readonly own: Step;
  readonly other: Step;
}

/** An object as one of those that a sync applies. */
export interface Step {
  /** Which sync: that of an Application, or of a folder that somebody applies. */
  readonly sync: string;
  readonly manifest: WorldObject;
  readonly time: SyncTime;
}

/** The order of an object and another one. */
export function orderOf(world: World, own: WorldObject, other: WorldObject): Order {
  const [a, b] = [stepOf(world, own), stepOf(world, other)];
  // As nearly always: one sync applies both.
  return a.sync === b.sync ? atFork(world, a, b) : compared(world, wayTo(world, own), wayTo(world, other));
}

/** The syncs that lead to an object, the outermost first: a root Application, the Application that it applies, the object. */
export function wayTo(world: World, manifest: WorldObject): readonly Step[] {
  const way: Step[] = [];
  const seen = new Set<WorldObject>();
  for (let next: WorldObject | undefined = manifest; next !== undefined && !seen.has(next); next = homeOf(world, next)?.manifest) {
    seen.add(next);
    way.unshift(stepOf(world, next));
  }
  return way;
}

function stepOf(world: World, manifest: WorldObject): Step {
  const steps = world.everywhere.once('steps of syncs', () => new Map<WorldObject, Step>());
  let step = steps.get(manifest);
  if (step === undefined)
    steps.set(manifest, (step = { sync: syncName(manifest, homeOf(world, manifest)), manifest, time: syncTime(manifest) }));
  return step;
}

function compared(world: World, own: readonly Step[], other: readonly Step[]): Order {
  const depth = own.findIndex(({ manifest }, index) => manifest !== other[index]?.manifest);
  const [a, b] = [own[depth] ?? own.at(-1), other[depth] ?? other.at(-1)] as [Step, Step];
  // What an Application brings comes with it.
  if (depth === -1 || other[depth] === undefined) return { is: 'together', own: a, other: b, sure: true };
  return a.sync === b.sync ? atFork(world, a, b) : { is: 'open', own: a, other: b, sure: true };
}

/** Of two that one sync applies. */
function atFork(world: World, own: Step, other: Step): Order {
  const steps = { own, other, sure: true };
  if (comesBefore(other.time, own.time)) return { ...steps, is: 'earlier' };
  if (!comesBefore(own.time, other.time)) return { ...steps, is: 'together' };
  const waits = isWaitedFor(world, own.manifest);
  return { ...steps, is: waits === false ? 'loose' : 'later', sure: waits !== undefined };
}

/** For an Application a sync waits only where Argo CD is told how to judge its health; an ApplicationSet is healthy before what it makes. */
function isWaitedFor(world: World, { object }: WorldObject): boolean | undefined {
  const kind = kindOf(object);
  return kind === 'argoproj.io/Application' ? applicationsWait(world) : kind !== 'argoproj.io/ApplicationSet';
}

function syncName(manifest: WorldObject, home: Installer | undefined): string {
  const { file, cluster = '', object } = manifest;
  if (home !== undefined) return `Application ${home.manifest.file ?? ''} ${home.name}`;
  // Applications that nothing of the tree applies have one root in common, wherever they stand.
  if (kindOf(object) === 'argoproj.io/Application') return 'root';
  return file === undefined ? cluster : `${cluster} ${appliedFrom(manifest)}`;
}

/** The Application that applies an object: of several, the one whose folder is closest. `undefined` where none does, or two do alike. */
export function homeOf(world: World, manifest: WorldObject): Installer | undefined {
  return world.everywhere
    .once('homes of objects', () => {
      const found = new Map<WorldObject, { readonly installer: Installer | undefined; readonly length: number }>();
      for (const installer of world.installers()) {
        const length = Math.max(-1, ...sourcesOf(installer).map(({ folder }) => folder?.length ?? -1));
        if (length === -1) continue;
        for (const each of world.everywhere.installedBy(installer)) {
          const known = found.get(each);
          if ((known !== undefined && known.length > length) || !readsFile(installer, each)) continue;
          found.set(each, { length, installer: known?.length === length ? undefined : installer });
        }
      }
      return found;
    })
    .get(manifest)?.installer;
}
