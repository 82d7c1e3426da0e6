import { fieldsAt, itemsAt, text, textAt, textsAt, type Fields } from '../read.ts';
import { holdsFor, type Labels } from '../selector.ts';
import type { Amount } from './amount.ts';

export interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: string;
}

/** A machine as the scheduler sees it. */
export interface Place {
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** What may be given away; without it, as much as anybody asks for. */
  readonly room?: Amount | undefined;
}

/** The taint that the pod does not tolerate. */
export function openTaint(spec: Fields, { taints }: Place): Taint | undefined {
  const tolerations = itemsAt(spec, 'tolerations');
  return taints.find(({ key, value = '', effect }) => {
    if (effect !== 'NoSchedule' && effect !== 'NoExecute') return false;
    return !tolerations.some((each) => {
      const [onKey, onEffect] = [textAt(each, 'key') ?? '', textAt(each, 'effect') ?? ''];
      if (onEffect !== '' && onEffect !== effect) return false;
      if ((textAt(each, 'operator') ?? 'Equal') === 'Exists') return onKey === '' || onKey === key;
      return onKey === key && (textAt(each, 'value') ?? '') === value;
    });
  });
}

/** Whether the pod's node selector and required node affinity take the node. */
export function isChosen(spec: Fields, { name, labels }: Place): boolean {
  const selector = textsAt(spec, 'nodeSelector');
  if (Object.entries(selector).some(([key, value]) => labels[key] !== value)) return false;
  const required = fieldsAt(spec, 'affinity.nodeAffinity')['requiredDuringSchedulingIgnoredDuringExecution'];
  if (required === undefined || required === null) return true;
  return itemsAt(required, 'nodeSelectorTerms').some((term) => {
    const [expressions, byField] = [itemsAt(term, 'matchExpressions'), itemsAt(term, 'matchFields')];
    if (expressions.length === 0 && byField.length === 0) return false;
    return expressions.every((each) => fits(each, labels)) && byField.every((each) => fits(each, { 'metadata.name': name }));
  });
}

function fits(expression: unknown, labels: Labels): boolean {
  const value = labels[textAt(expression, 'key') ?? ''];
  const values = itemsAt(expression, 'values').map(text);
  const operator = textAt(expression, 'operator');
  if (operator === 'Gt') return value !== undefined && Number(value) > Number(values[0]);
  if (operator === 'Lt') return value !== undefined && Number(value) < Number(values[0]);
  return holdsFor(operator, value, values);
}
