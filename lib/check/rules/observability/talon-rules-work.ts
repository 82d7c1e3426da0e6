import { FALCO_RULES } from '../../observability/falco-names.ts';
import { falcoRuleNames } from '../../observability/falco-rules.ts';
import { SHAPE_KINDS, partPath, shapesIn, type Shape } from '../../observability/shapes.ts';
import { actionFaults, PASSED_OVER } from '../../observability/talon-actions.ts';
import { fields, fieldsAt, items, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const talonRulesWork = defineRule({
  id: 'talon-rules-work',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Rules of Falco Talon have a name, Falco rules to match that exist, and actions with an actionner that exists.',
  source: 'https://docs.falco-talon.org/docs/rules/; https://docs.falco-talon.org/docs/actionners/list/',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'talon')) {
      for (const [index, each] of items(shape.content).entries()) {
        if (fields(each)['match'] === undefined && fields(each)['actions'] === undefined)
          yield* actionFaults(world, shape, each, [index], 'the action list');
        else {
          yield* rule(shape, each, index, world);
          yield* matched(partPath(shape, index), each, world);
        }
      }
    }
  },
});

/** Rules of Falco that a rule of Talon waits for. */
function* matched(path: string, each: unknown, world: World): Iterable<Issue> {
  const own = falcoRuleNames(world);
  const known = [...FALCO_RULES, ...own];
  for (const raw of itemsAt(each, 'match.rules')) {
    const name = text(raw) ?? '';
    // A pattern may mean several.
    if (known.includes(name) || /[*^$|\\]/.test(name)) continue;
    const near = nearName(name, known);
    yield {
      path,
      // Without a file of rules in the tree, they may all be somewhere else.
      severity: near !== undefined || own.length > 0 ? 'warning' : 'info',
      message: `Talon rule ${textAt(each, 'rule') ?? ''} waits for the Falco rule "${name}", which neither this tree nor Falco has`,
      why: 'It never matches: Falco sees the attack under another name, and nothing is done.',
      fix: near === undefined ? 'Write the name of the rule as Falco has it.' : `Did you mean "${near}"?`,
    };
  }
}

/** @see https://docs.falco-talon.org/docs/rules/ */
const RULE_KEYS = ['rule', 'description', 'continue', 'dry_run', 'match', 'actions', 'notifiers'];

/** Words of `match` that are lists; the priority is a text. */
const LISTS: ReadonlySet<string> = new Set(['rules', 'output_fields', 'tags']);

function* rule(shape: Shape, each: unknown, index: number, world: World): Iterable<Issue> {
  const name = textAt(each, 'rule') ?? textAt(each, 'name') ?? `number ${index + 1}`;
  const path = partPath(shape, index);
  if (textAt(each, 'rule') === undefined)
    yield {
      path,
      message: `Talon rule ${name} has no key "rule"${textAt(each, 'name') === undefined ? '' : ', its name stands under "name"'}`,
      why: PASSED_OVER,
      fix: 'Write the name under rule.',
    };
  const strange = Object.keys(fields(each)).filter((key) => !RULE_KEYS.includes(key) && key !== 'name');
  if (strange.length > 0)
    yield {
      path,
      message: `Talon rule ${name} has unknown keys: ${strange.join(', ')}`,
      why: 'What they say has no effect.',
      fix: `Known are ${RULE_KEYS.join(', ')}.`,
    };
  if (Object.keys(fieldsAt(each, 'match')).length === 0)
    yield { path, message: `Talon rule ${name} matches nothing`, why: PASSED_OVER, fix: 'Add match.rules, priority or output_fields.' };
  for (const [key, value] of Object.entries(fieldsAt(each, 'match'))) {
    if (!LISTS.has(key) || Array.isArray(value) || value === null) continue;
    yield {
      path,
      message: `Talon rule ${name}: match.${key} is ${typeof value === 'object' ? 'a map' : `the text "${text(value) ?? ''}"`}, and must be a list`,
      why: 'Talon cannot read the file of rules, and does not start: it answers nothing.',
      fix: `Write match.${key} as a list.`,
    };
  }
  if (itemsAt(each, 'actions').length === 0)
    yield { path, message: `Talon rule ${name} has no actions`, why: PASSED_OVER, fix: 'Add actions.' };
  for (const [place, one] of itemsAt(each, 'actions').entries())
    yield* actionFaults(world, shape, one, [index, 'actions', place], `Talon rule ${name}`);
}
