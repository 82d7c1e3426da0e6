import { ignoredBySystem, ignores, isAbout, type IgnoreEntry } from '../ignore.ts';
import { fields } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { MUTATORS, SERVER_SIDE, type Mutator } from './mutators.ts';
import { addTo } from '../../values/multimap.ts';

const byKind = new Map<string, Mutator[]>();
for (const each of MUTATORS) addTo(byKind, each.kind, each);

/** Fields of an object that Argo CD will show as different for ever, and that nothing ignores. */
export function lastingDifferences(
  manifest: WorldObject,
  world: World,
  entries: readonly IgnoreEntry[],
  serverSide: boolean,
): readonly Mutator[] {
  const kind = kindOf(manifest.object);
  const known = [...(byKind.get(kind) ?? []), ...(serverSide ? SERVER_SIDE.filter((each) => each.kind === kind) : [])];
  if (known.length === 0) return [];
  const about = entries.filter((entry) => isAbout(entry, manifest));
  return known.filter((mutator) => {
    if (mutator.when?.(manifest, world) === false) return false;
    const found = places(manifest.object, mutator.pointer.split('/').slice(1), '', mutator.how);
    return found.some((pointer) => !about.some((entry) => ignores(entry, pointer)) && !ignoredBySystem(world, manifest, pointer));
  });
}

/** Pointers of the fields themselves, `*` filled in: stated ones, or those left out where their parent stands. */
function places(value: unknown, steps: readonly string[], pointer: string, how: Mutator['how']): readonly string[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [pointer];
  if (step === '*') return Array.isArray(value) ? value.flatMap((each, index) => places(each, rest, `${pointer}/${index}`, how)) : [];
  if (typeof value !== 'object' || value === null) return [];
  const next = fields(value)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (rest.length === 0 && how === 'defaulted') return next === undefined ? [`${pointer}/${step}`] : [];
  return places(next, rest, `${pointer}/${step}`, how);
}

/** `/spec/data` with every item, then `remoteRef` → `.spec.data[]?.remoteRef.x`, as `jqPathExpressions` wants it. */
export function jqPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (step === '*' ? '[]?' : /^\w+$/.test(step) ? `.${step}` : `["${step.replaceAll('~1', '/').replaceAll('~0', '~')}"]`))
    .join('');
}
