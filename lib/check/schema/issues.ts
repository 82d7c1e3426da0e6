import { groupedBy } from '../../values/multimap.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { isFilledAt } from '../texts/sed-fills.ts';
import type { World } from '../world.ts';
import type { Problem, Sort } from './problem.ts';
import { problemsOf } from './problems.ts';

/** The problems of some sorts as a rule tells them. */
export function issuesOf(manifest: WorldObject, world: World, sorts: readonly Sort[], usual: string): Iterable<Issue> {
  const problems = problemsOf(manifest, world);
  return problems.length === 0
    ? NONE
    : ofSorts(
        problems.filter((each) => !isFilled(each, manifest, world)),
        sorts,
        usual,
      );
}

/** What a script writes there before it applies the object is not what stands there now. */
function isFilled({ path, sort }: Problem, { object }: WorldObject, world: World): boolean {
  return (sort === 'value' || sort === 'label') && isFilledAt(world, object, path);
}

const NONE: readonly Issue[] = Object.freeze([]);

/** From here on, the same said of items of one list is said once. */
const MANY = 3;

function* ofSorts(problems: readonly Problem[], sorts: readonly Sort[], usual: string): Generator<Issue> {
  const asked = problems.filter(({ sort }) => sorts.includes(sort));
  const alike = groupedBy(asked, sameInList);
  for (const problem of asked) {
    const { path, message, fix, severity, why = usual } = problem;
    const group = alike.get(sameInList(problem)) ?? [];
    if (group.length >= MANY && group[0] !== problem) continue;
    const more = group.length < MANY ? '' : `, and so it is in ${group.length - 1} more items of this list`;
    yield { path: path === '' ? 'metadata.name' : path, message: `${message}${more}`, fix, why, severity };
  }
}

/** `envFrom[3].name` and `envFrom[7].name` with the same words are alike. */
function sameInList({ path, message }: Problem): string {
  const item = path.lastIndexOf('[');
  if (item === -1) return `${path} ${message}`;
  return [path.slice(0, item), path.slice(item), message.replaceAll(path.slice(0, item), '')].join(' ').replace(/\[\d+\]/g, '[]');
}
