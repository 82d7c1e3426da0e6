import type { Definition, Schema } from './schema.ts';
import type { Kind } from './sources.ts';

/** Members that types are made of; prose, defaults and validation stay with the API server. */
const KEPT = ['type', 'format', 'enum', 'required', 'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'] as const;

/** Written by a controller, or given to every object by cdk8s. */
const NEVER_WRITTEN = ['apiVersion', 'kind', 'metadata', 'status'];

/**
 * A definition with one version, and of it only what types are made of.
 * @throws Error where the version, or a path of `without` or `typedBy`, does not exist: a source that says nothing is a mistake.
 */
export function prune(definition: Definition, kind: Kind): Definition {
  const { group, names, scope, versions } = definition.spec;
  const version = versions.find(({ name }) => name === kind.version);
  if (version === undefined) {
    throw new Error(`${definition.metadata.name} has the versions ${versions.map(({ name }) => name).join(', ')}, not ${kind.version}`);
  }

  const cuts = new Cuts(kind);
  const root = pruneSchema(withoutNeverWritten(version.schema.openAPIV3Schema), [], cuts);
  const idle = cuts.idle();
  if (idle.length > 0) throw new Error(`${definition.metadata.name} ${kind.version} has no ${idle.join(', ')}`);

  return {
    apiVersion: definition.apiVersion,
    kind: definition.kind,
    metadata: { name: definition.metadata.name },
    spec: {
      group,
      names: { kind: names.kind, plural: names.plural },
      scope,
      versions: [{ name: version.name, served: true, storage: true, schema: { openAPIV3Schema: root } }],
    },
  };
}

/** The paths of one kind that are cut or handed over, and which of them have met something. */
class Cuts {
  private readonly used = new Set<string>();

  constructor(private readonly kind: Kind) {}

  leavesOut(path: readonly string[]): boolean {
    let found = false;
    for (const pattern of this.kind.without ?? []) {
      const names = pattern.split('.');
      if (names.length !== path.length || !names.every((name, i) => name === '*' || name === path[i])) continue;
      this.used.add(pattern);
      found = true;
    }
    return found;
  }

  handsOver(path: readonly string[]): boolean {
    const text = path.join('.');
    if (this.kind.typedBy?.[text] === undefined) return false;
    this.used.add(text);
    return true;
  }

  idle(): readonly string[] {
    return [...(this.kind.without ?? []), ...Object.keys(this.kind.typedBy ?? {})].filter((path) => !this.used.has(path));
  }
}

function withoutNeverWritten(schema: Schema): Schema {
  const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !NEVER_WRITTEN.includes(name));
  const required = schema.required?.filter((name) => !NEVER_WRITTEN.includes(name)) ?? [];
  return { type: 'object', ...(required.length > 0 && { required }), properties: Object.fromEntries(kept) };
}

function pruneSchema(schema: Schema, path: readonly string[], cuts: Cuts): Schema {
  if (cuts.handsOver(path)) return { 'x-kubernetes-preserve-unknown-fields': true };

  const result: Record<string, unknown> = {};
  for (const member of KEPT) {
    if (schema[member] !== undefined) result[member] = schema[member];
  }
  if (schema.properties !== undefined) {
    const properties: Record<string, Schema> = {};
    for (const [name, value] of Object.entries(schema.properties)) {
      if (!cuts.leavesOut([...path, name])) properties[name] = pruneSchema(value, [...path, name], cuts);
    }
    result['properties'] = properties;
    if (schema.required !== undefined) result['required'] = schema.required.filter((name) => name in properties);
  }
  if (schema.items !== undefined) result['items'] = pruneSchema(schema.items, path, cuts);
  if (typeof schema.additionalProperties === 'object') {
    result['additionalProperties'] = pruneSchema(schema.additionalProperties, path, cuts);
  } else if (schema.additionalProperties !== undefined) {
    result['additionalProperties'] = schema.additionalProperties;
  }
  // A choice between number and string is a type; every other choice is validation.
  if (schema['x-kubernetes-int-or-string'] === true) result['anyOf'] = [{ type: 'integer' }, { type: 'string' }];
  return result;
}
