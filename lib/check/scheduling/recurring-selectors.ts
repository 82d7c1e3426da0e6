import { at, items, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { volumeGroups } from './backups.ts';

/** The recurring jobs that a class gives to its volumes. */
export function* selectorFaults(written: string | undefined, world: World): Iterable<Issue> {
  const path = 'parameters.recurringJobSelector';
  const known = world.ofKind('longhorn.io/v1beta2/RecurringJob').map(({ object }) => object.metadata.name);
  const { served } = volumeGroups(world);
  for (const each of items(listIn(written))) {
    const isGroup = at(each, 'isGroup') === true;
    const name = textAt(each, 'name') ?? '';
    const there = isGroup ? [...served, 'default'] : known;
    if (known.length === 0 || there.includes(name) || /[{$]/.test(name)) continue;
    const near = nearName(name, there);
    const meant = (isGroup ? known : [...served]).includes(name);
    yield {
      path,
      severity: 'warning',
      message: `it asks for the recurring ${isGroup ? 'jobs of group' : 'job'} "${name}", and there is none`,
      why: 'Volumes of this class are made, and nothing saves them.',
      fix: meant
        ? `Set isGroup: ${String(!isGroup)}.`
        : near === undefined
          ? `Name one of ${there.join(', ')}.`
          : `Did you mean "${near}"?`,
    };
  }
  if (written !== undefined && listIn(written) === undefined && !/[{]{2}|\$/.test(written))
    yield {
      path,
      message: 'recurringJobSelector is no list in JSON',
      why: 'Longhorn refuses to make the volume: every claim of this class stays Pending.',
      fix: 'Write \'[{"name":"nightly","isGroup":false}]\'.',
    };
}

function listIn(written: string | undefined): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(written ?? '[]');
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
