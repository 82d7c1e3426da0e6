import { fieldsOf } from '../manifest/field-order.ts';
import type { KubeObject } from '../manifest/manifest.ts';
import type { Problem } from '../errors.ts';

/**
 * Copies what a construct rendered into deep-frozen plain data, fields in the order in which they are printed.
 * Undefined fields go; `{}` and `[]` stay, because they mean something (`emptyDir: {}`, `podSelector: {}`).
 * What JSON cannot hold is added to `problems`, each with its place in the object.
 */
export function plainObject(rendered: object, construct: string, problems: Problem[]): KubeObject {
  // Where the copy stands; a text for each value would cost more than all the copying.
  const trail: (string | number)[] = [];
  return copy(rendered) as KubeObject;

  function copy(value: unknown): unknown {
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (Array.isArray(value)) return Object.freeze(value.map((item, index) => part(item, index)));
    if (isPlain(value)) return mapping(value);
    problems.push({
      where: `${construct} ${placeOf(trail)}`,
      what: `is ${described(value)}, a manifest holds text, numbers, booleans, lists and mappings`,
      fix: 'Give it such a value, or leave it out.',
    });
    return undefined;
  }

  function mapping(value: Readonly<Record<string, unknown>>): unknown {
    const result: Record<string, unknown> = {};
    for (const field of fieldsOf(value)) {
      const child = value[field];
      if (child !== undefined) result[field] = part(child, field);
    }
    return Object.freeze(result);
  }

  function part(value: unknown, step: string | number): unknown {
    trail.push(step);
    const result = copy(value);
    trail.pop();
    return result;
  }
}

/** `spec.containers[0].image` */
function placeOf(trail: readonly (string | number)[]): string {
  return trail.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function described(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  return typeof value === 'object'
    ? `an object of class ${value.constructor.name}`
    : typeof value === 'number'
      ? String(value)
      : `a ${typeof value}`;
}
