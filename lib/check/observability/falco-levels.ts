import { items, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { shapesOfKind } from './shapes.ts';

/** From the worst down. */
export const LEVELS = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'informational', 'debug'];

/** Falco drops what is milder than its own level, before anybody is told. */
export function* quiet(values: unknown, path: string, world: World): Iterable<Issue> {
  const least = rank(textAt(values, 'falco.priority'));
  if (least === undefined) return;
  const dropped = shapesOfKind(world, 'falco')
    .flatMap(({ content }) => items(content))
    .flatMap((each) => {
      const own = rank(textAt(each, 'priority'));
      return textAt(each, 'rule') !== undefined && own !== undefined && own > least ? [textAt(each, 'rule') ?? ''] : [];
    });
  const [first] = dropped;
  if (first === undefined) return;
  yield {
    path: `${path}.falco.priority`,
    message: `Falco tells of ${LEVELS[least] ?? ''} and worse, and the rule "${first}"${dropped.length > 1 ? ` and ${dropped.length - 1} more` : ''} of the tree ${dropped.length > 1 ? 'are' : 'is'} milder`,
    why: 'The rule is not even loaded: nobody is told of what it was written for.',
    fix: `Set falco.priority: debug, and let those who are told choose.`,
  };
}

/** No rule of Falco itself is worse than critical: an output for what is worse hears only rules of the tree. */
export function* deaf(config: Readonly<Record<string, unknown>>, path: string, world: World): Iterable<Issue> {
  for (const [output, settings] of Object.entries(config)) {
    const written = textAt(settings, 'minimumpriority');
    const least = rank(written);
    if (least === undefined || least >= LEVELS.indexOf('critical')) continue;
    const heard = shapesOfKind(world, 'falco').some(({ content }) =>
      items(content).some((each) => (rank(textAt(each, 'priority')) ?? LEVELS.length) <= least),
    );
    if (heard) continue;
    yield {
      path: `${path}.${output}.minimumpriority`,
      message: `${output} is told of ${written ?? ''} and worse, and no rule has that priority: those of Falco end at critical`,
      why: 'Nothing ever reaches it, whatever Falco sees.',
      fix: 'Write critical, or warning to hear more.',
    };
  }
}

export function rank(level: string | undefined): number | undefined {
  const word = level?.toLowerCase().replace(/^info$/, 'informational') ?? '';
  const found = LEVELS.indexOf(word);
  return found === -1 ? undefined : found;
}
