import { fields, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import { REFUSED, unknownKeys } from './prometheus-refuses.ts';
import { relabelFaults } from './relabel.ts';

/** @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config */
const STEP_KEYS = ['source_labels', 'separator', 'target_label', 'regex', 'modulus', 'replacement', 'action'];

const ACTIONS = [
  'replace',
  'keep',
  'drop',
  'hashmod',
  'labelmap',
  'labeldrop',
  'labelkeep',
  'lowercase',
  'uppercase',
  'keepequal',
  'dropequal',
];

/** What is wrong with a step of relabelling as Prometheus' own file has it: keys and actions that do not exist, and what {@link relabelFaults} finds. */
export function* stepFaults(step: unknown, what: string): Iterable<Omit<Issue, 'path'>> {
  yield* unknownKeys(step, STEP_KEYS, what);
  yield* relabelFaults(step, what);
  const action = textAt(step, 'action')?.toLowerCase();
  if (action !== undefined && !ACTIONS.includes(action)) {
    const near = nearName(action, ACTIONS);
    yield {
      message: `there is no relabelling action "${action}"`,
      why: REFUSED,
      fix: near === undefined ? `Write one of ${ACTIONS.join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
  if ((action === undefined || action === 'replace') && textAt(step, 'target_label') === undefined && Object.keys(fields(step)).length > 0)
    yield { message: `${what} replaces, and names no target_label`, why: REFUSED, fix: 'Add target_label, or an action.' };
}
