import { FALCO_RULES } from '../../observability/falco-names.ts';
import { SHAPE_KINDS, partPath, shapesIn, shapesOfKind, type Shape } from '../../observability/shapes.ts';
import { fields, fieldsAt, items, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

/** @see https://docs.falco-talon.org/docs/actionners/list/ */
const ACTIONNERS = [
  'terminate',
  'label',
  'annotation',
  'networkpolicy',
  'exec',
  'script',
  'log',
  'delete',
  'cordon',
  'drain',
  'download',
  'tcpdump',
  'sysdig',
]
  .map((name) => `kubernetes:${name}`)
  .concat(['aws:lambda', 'calico:networkpolicy', 'cilium:networkpolicy', 'gcp:function']);

/** @see https://docs.falco-talon.org/docs/rules/ */
const RULE_KEYS = ['rule', 'description', 'continue', 'dry_run', 'match', 'actions', 'notifiers'];
const ACTION_KEYS = [
  'action',
  'description',
  'actionner',
  'parameters',
  'continue',
  'ignore_errors',
  'output',
  'additional_contexts',
  'additional_context',
];

const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes:networkpolicy': ['allow', 'allow_cidr', 'allow_namespaces'],
  'cilium:networkpolicy': ['allow', 'allow_cidr', 'allow_namespaces'],
  'calico:networkpolicy': ['allow', 'allow_cidr', 'allow_namespaces', 'order'],
  'kubernetes:label': ['labels', 'level'],
  'kubernetes:annotation': ['annotations', 'level'],
  'kubernetes:exec': ['shell', 'command'],
  'kubernetes:log': ['tail_lines'],
  'kubernetes:script': ['shell', 'script', 'file'],
  'kubernetes:terminate': [
    'grace_period_seconds',
    'ignore_daemonsets',
    'ignore_statefulsets',
    'ignore_standalone_pods',
    'min_healthy_replicas',
  ],
};
/** Parameters that are lists. */
const LISTS = ['allow', 'allow_cidr', 'allow_namespaces'];

export const talonRulesWork = defineRule({
  id: 'talon-rules-work',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Rules of Falco Talon have a name, Falco rules to match that exist, and actions with an actionner that exists.',
  source: 'https://docs.falco-talon.org/docs/rules/; https://docs.falco-talon.org/docs/actionners/list/',
  *check(manifest, world) {
    // Rules name actions that stand in another file.
    const named = new Set(
      shapesOfKind(world, 'talon').flatMap(({ content }) =>
        items(content).flatMap((each) => (fields(each)['actionner'] === undefined ? [] : [textAt(each, 'action') ?? ''])),
      ),
    );
    for (const shape of shapesIn(world, manifest, 'talon')) {
      for (const [index, each] of items(shape.content).entries()) {
        if (fields(each)['match'] === undefined && fields(each)['actions'] === undefined)
          yield* action(shape, each, [index], named, 'the action list');
        else {
          yield* rule(shape, each, index, named);
          yield* matched(partPath(shape, index), each, world);
        }
      }
    }
  },
});

/** Rules of Falco that a rule of Talon waits for. */
function* matched(path: string, each: unknown, world: World): Iterable<Issue> {
  const own = shapesOfKind(world, 'falco').flatMap(({ content }) => items(content).flatMap((one) => textAt(one, 'rule') ?? []));
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

const WHY = 'Talon refuses the rules at its start, or passes over this one: nothing is done when Falco sees the attack.';

function* rule(shape: Shape, each: unknown, index: number, named: ReadonlySet<string>): Iterable<Issue> {
  const name = textAt(each, 'rule') ?? textAt(each, 'name') ?? `number ${index + 1}`;
  const path = partPath(shape, index);
  if (textAt(each, 'rule') === undefined)
    yield {
      path,
      message: `Talon rule ${name} has no key "rule"${textAt(each, 'name') === undefined ? '' : ', its name stands under "name"'}`,
      why: WHY,
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
    yield { path, message: `Talon rule ${name} matches nothing`, why: WHY, fix: 'Add match.rules, priority or output_fields.' };
  if (itemsAt(each, 'actions').length === 0) yield { path, message: `Talon rule ${name} has no actions`, why: WHY, fix: 'Add actions.' };
  for (const [place, one] of itemsAt(each, 'actions').entries())
    yield* action(shape, one, [index, 'actions', place], named, `Talon rule ${name}`);
}

function* action(
  shape: Shape,
  one: unknown,
  steps: readonly (string | number)[],
  named: ReadonlySet<string>,
  where: string,
): Iterable<Issue> {
  const path = partPath(shape, ...steps);
  const name = textAt(one, 'action') ?? '';
  const actionner = textAt(one, 'actionner');
  if (actionner === undefined) {
    if (named.has(name) && steps.length > 1) return;
    const near = ACTIONNERS.includes(name) ? undefined : nearName(name, named);
    yield {
      path,
      message: `${where}: the action "${name}" has no actionner`,
      why: WHY,
      fix: ACTIONNERS.includes(name)
        ? `Write {action: a name, actionner: ${name}}.`
        : near === undefined
          ? 'Add actionner, such as kubernetes:label.'
          : `Did you mean the action "${near}"?`,
    };
    return;
  }
  if (!ACTIONNERS.includes(actionner)) {
    const near = nearName(actionner, ACTIONNERS);
    yield {
      path,
      message: `${where}: there is no actionner "${actionner}"`,
      why: WHY,
      fix: near === undefined ? `Write one of ${ACTIONNERS.join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
  const strange = Object.keys(fields(one)).filter((key) => !ACTION_KEYS.includes(key));
  const parameters = PARAMETERS[actionner];
  const unknown = parameters === undefined ? [] : Object.keys(fieldsAt(one, 'parameters')).filter((key) => !parameters.includes(key));
  for (const key of LISTS) {
    const value = fieldsAt(one, 'parameters')[key];
    if (parameters?.includes(key) !== true || value === undefined || Array.isArray(value)) continue;
    yield {
      path,
      message: `${where}: ${key} of the action "${name}" is ${typeof value === 'object' ? 'a map' : `the text "${text(value) ?? ''}"`}, and must be a list`,
      why: WHY,
      fix: `Write ${key}: ["${text(value) ?? '…'}"].`,
    };
  }
  for (const key of [...strange, ...unknown])
    yield {
      path,
      severity: 'warning',
      message: `${where}: the action "${name}" has an unknown ${strange.includes(key) ? 'key' : 'parameter'} ${text(key) ?? ''}`,
      why: 'What it says has no effect.',
      fix: `Known are ${(strange.includes(key) ? ACTION_KEYS : (parameters ?? [])).join(', ')}.`,
    };
}
