import { at, numberAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const KIND = 'scheduling.k8s.io/v1/PriorityClass';

export const priorityClassesAgree = defineRule({
  id: 'priority-classes-agree',
  severity: 'error',
  kinds: [KIND],
  asks: 'One class of priority is the default, and those whose names tell an order have values in that order.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/; seed 004, section 15.3',
  *check(manifest, world) {
    const { object } = manifest;
    const all = world.ofKind(KIND);
    const first = at(object, 'globalDefault') === true ? all.find((each) => at(each.object, 'globalDefault') === true) : undefined;
    if (first !== undefined && first.object.metadata.name !== object.metadata.name) {
      yield {
        path: 'globalDefault',
        message: `PriorityClass ${first.object.metadata.name} is the default already`,
        why: 'The API server refuses the second: "Only one default can exist". Pods of this class are refused, too.',
        fix: 'Set globalDefault: false for all but one.',
      };
    }
    const worse = turnedRound(manifest, world);
    if (worse === undefined) return;
    yield {
      path: 'value',
      severity: 'warning',
      message: `its value is ${numberAt(object, 'value') ?? 0}, below ${numberAt(worse.object, 'value') ?? 0} of ${worse.object.metadata.name}, which is meant to matter less`,
      why: 'When there is no room, what matters most makes place for what matters less.',
      fix: 'The higher the value, the more important: give it the larger number.',
    };
  },
});

/** From the most important on. */
const WORDS = ['critical', 'highest', 'high', 'medium', 'normal', 'default', 'low', 'lowest', 'batch', 'best-effort'];

/** `platform-p1` → `platform-p`, 1; `app-high` → `app-`, 2. */
function rankOf(name: string): { readonly stem: string; readonly rank: number } | undefined {
  const [, stem = '', number] = /^(.*(?:^|-)(?:p|prio|priority|tier))-?(\d)$/.exec(name) ?? [];
  if (number !== undefined) return { stem, rank: Number(number) };
  const word = WORDS.find((each) => name === each || name.endsWith(`-${each}`) || name.startsWith(`${each}-`));
  return word === undefined ? undefined : { stem: name.replace(word, ''), rank: WORDS.indexOf(word) };
}

/** A class of the same names that is meant to matter less, and has the larger value. */
function turnedRound({ object }: WorldObject, world: World): WorldObject | undefined {
  const [own, value] = [rankOf(object.metadata.name), numberAt(object, 'value')];
  if (own === undefined || value === undefined) return undefined;
  return world.ofKind(KIND).find((each) => {
    const other = rankOf(each.object.metadata.name);
    return other?.stem === own.stem && other.rank > own.rank && (numberAt(each.object, 'value') ?? value) > value;
  });
}
