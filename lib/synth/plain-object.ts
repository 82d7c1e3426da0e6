import { fieldsOf } from '../manifest/field-order.ts';
import type { KubeObject } from '../manifest/manifest.ts';
import type { Problem } from '../errors.ts';

/**
 * Copies what a construct rendered into deep-frozen plain data, fields in the order in which they are printed.
 * Undefined fields go; `{}` and `[]` stay, because they mean something (`emptyDir: {}`, `podSelector: {}`).
 * What JSON cannot hold is added to `problems`, each with its place in the object.
 */
export function plainObject(rendered: object, construct: string, problems: Problem[]): KubeObject {
  // Where the copy stands, a step a level; a text for each value would cost more than all the copying.
  const trail: (string | number)[] = [];
  return copy(rendered, 0) as KubeObject;

  function copy(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : refused(value, depth);
      default:
        if (Array.isArray(value)) return list(value, depth);
        return isPlain(value) ? mapping(value, depth) : refused(value, depth);
    }
  }

  function mapping(value: Readonly<Record<string, unknown>>, depth: number): unknown {
    const result: Record<string, unknown> = {};
    for (const field of fieldsOf(value)) {
      const child = value[field];
      if (child === undefined) continue;
      trail[depth] = field;
      result[field] = copy(child, depth + 1);
    }
    return Object.freeze(result);
  }

  function list(value: readonly unknown[], depth: number): unknown {
    const result: unknown[] = [];
    for (const [index, item] of value.entries()) {
      trail[depth] = index;
      result.push(copy(item, depth + 1));
    }
    return Object.freeze(result);
  }

  function refused(value: unknown, depth: number): unknown {
    problems.push({
      where: `${construct} ${placeOf(trail.slice(0, depth))}`,
      what: `is ${described(value)}, a manifest holds text, numbers, booleans, lists and mappings`,
      fix: 'Give it such a value, or leave it out.',
    });
    return undefined;
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
