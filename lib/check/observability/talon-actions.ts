import { fields, fieldsAt, items, text, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { partPath, shapesOfKind, type Shape } from './shapes.ts';

/** What comes of a rule or an action that Falco Talon cannot read. */
export const PASSED_OVER = 'Talon refuses the rules at its start, or passes over this one: nothing is done when Falco sees the attack.';

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

/** Parameters of an actionner; of those that are not here, none is judged. */
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

/** Names of the actions of the tree, which rules use that stand in another file. */
export function talonActions(world: World): ReadonlySet<string> {
  return world.once('actions of Talon', () => {
    const listed = shapesOfKind(world, 'talon').flatMap(({ content }) => items(content));
    return new Set(listed.flatMap((each) => (fields(each)['actionner'] === undefined ? [] : [textAt(each, 'action') ?? ''])));
  });
}

/**
 * What is wrong with an action: of a rule, or of the list of actions.
 * @param steps - Its place in the file: the index of an action of the list, or `[rule, 'actions', index]`.
 * @param where - Whose action it is, as the message says it.
 */
export function* actionFaults(
  world: World,
  shape: Shape,
  one: unknown,
  steps: readonly (string | number)[],
  where: string,
): Iterable<Issue> {
  const path = partPath(shape, ...steps);
  const name = textAt(one, 'action') ?? '';
  const actionner = textAt(one, 'actionner');
  if (actionner === undefined) {
    const named = talonActions(world);
    if (named.has(name) && steps.length > 1) return;
    const near = ACTIONNERS.includes(name) ? undefined : nearName(name, named);
    yield {
      path,
      message: `${where}: the action "${name}" has no actionner`,
      why: PASSED_OVER,
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
      why: PASSED_OVER,
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
      why: PASSED_OVER,
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
