import type { Raw } from '../../lib/check/schema/data.ts';

/** Keywords that validation reads; prose, patch strategies and examples are left out. */
const KEPT = [
  'type',
  'format',
  'nullable',
  'enum',
  'required',
  'default',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
] as const;

/** A schema reduced to what validation reads. `swap` may put something else in the place of a subtree. */
export function pruned(schema: Raw, swap: (path: readonly string[]) => Raw | undefined, path: readonly string[] = []): Raw {
  const other = swap(path);
  if (other !== undefined) return other;

  const result: Record<string, unknown> = {};
  for (const keyword of KEPT) {
    if (schema[keyword] !== undefined) result[keyword] = schema[keyword];
  }
  if (schema['x-kubernetes-list-type'] === 'atomic') delete result['x-kubernetes-list-type'];
  const rules = schema['x-kubernetes-validations'] as readonly Raw[] | undefined;
  if (rules !== undefined) {
    result['x-kubernetes-validations'] = rules.map(({ rule, message, messageExpression }) => ({
      rule,
      ...(message !== undefined && { message }),
      ...(messageExpression !== undefined && { messageExpression }),
    }));
  }
  const properties = schema['properties'] as Readonly<Record<string, Raw>> | undefined;
  if (properties !== undefined) {
    const kept = Object.entries(properties).map(([name, each]) => [name, pruned(each, swap, [...path, name])] as const);
    result['properties'] = Object.fromEntries(kept);
  }
  for (const keyword of ['items', 'additionalProperties', 'not']) {
    const below = schema[keyword];
    if (typeof below === 'object' && below !== null) result[keyword] = pruned(below as Raw, swap, path);
    else if (below !== undefined) result[keyword] = below;
  }
  for (const keyword of ['oneOf', 'anyOf', 'allOf']) {
    const choices = schema[keyword] as readonly Raw[] | undefined;
    if (choices !== undefined) result[keyword] = choices.map((each) => pruned(each, swap, path));
  }
  return result;
}

/** Shortest text of a schema that is worth a name of its own. Unit: characters. */
const SHARED_LENGTH = 100;

/** Gives every subtree that occurs more than once a name: a pod template is stored once, however many kinds contain it. */
export function share(roots: Readonly<Record<string, Raw>>): Readonly<Record<string, Raw>> {
  const counts = new Map<string, number>();
  const count = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isSchema(node)) {
      const text = JSON.stringify(node);
      const known = counts.get(text) ?? 0;
      counts.set(text, known + 1);
      if (known > 0) return;
    }
    for (const each of Object.values(node)) count(each);
  };
  for (const root of Object.values(roots)) count(root);

  const shared: Record<string, Raw> = {};
  const names = new Map<string, string>();
  const named = (node: unknown, isRoot = false): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return node.map((each) => named(each));
    const text = isSchema(node) ? JSON.stringify(node) : '';
    const repeats = !isRoot && text.length >= SHARED_LENGTH && (counts.get(text) ?? 0) > 1;
    const known = names.get(text);
    if (repeats && known !== undefined) return { $ref: known };
    const name = repeats ? String(names.size) : '';
    if (repeats) names.set(text, name);
    const result = Object.fromEntries(Object.entries(node).map(([key, each]) => [key, key === 'default' ? each : named(each)]));
    if (!repeats) return result;
    shared[name] = result;
    return { $ref: name };
  };
  for (const [name, root] of Object.entries(roots)) shared[name] = named(root, true) as Raw;
  return shared;
}

function isSchema(node: object): boolean {
  return !Array.isArray(node) && ('type' in node || 'anyOf' in node || 'x-kubernetes-preserve-unknown-fields' in node);
}
