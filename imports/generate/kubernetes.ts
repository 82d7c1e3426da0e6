import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Raw, Stored, StoredKind } from '../../lib/check/schema/data.ts';
import { pruned } from './bundles.ts';
import { byKey } from '../../lib/values/order.ts';

/** A definition of Kubernetes' own OpenAPI, and the minor versions that have each of its fields. */
interface Merged {
  newest: Raw;
  readonly minors: number[];
  readonly fields: Map<string, { schema: Raw; readonly minors: number[] }>;
  required: readonly string[] | undefined;
}

/** Only asked of the API server or answered by it, never written into a repository. */
const NOT_WRITTEN = /List$|^(DeleteOptions|WatchEvent|Status|Scale|Eviction|Binding|TokenRequest|API(Group|Resource|Versions).*|.*Review)$/;

/**
 * Kubernetes' own kinds of several releases as one bundle.
 * @param folder holds one folder a release, `v1.31.4`, with the files of `api/openapi-spec/v3` in it.
 */
export function kubernetesBundle(folder: string, releases: readonly string[]): Stored {
  const merged = new Map<string, Merged>();
  const minors = releases.map((release) => Number(release.split('.')[1]));
  for (const [index, release] of releases.entries()) {
    for (const [name, definition] of definitions(join(folder, release))) add(merged, name, definition, minors[index] ?? 0);
  }
  const span = { oldest: minors[0] ?? 0, newest: minors.at(-1) ?? 0 };

  const kinds: Record<string, StoredKind> = {};
  for (const [name, each] of [...merged].sort(byKey)) {
    const known = (each.newest['x-kubernetes-group-version-kind'] ?? []) as readonly Readonly<Record<string, string>>[];
    const [gvk] = known;
    if (known.length !== 1 || gvk === undefined || NOT_WRITTEN.test(gvk['kind'] ?? '') || !each.fields.has('metadata')) continue;
    const group = gvk['group'] === '' ? '' : `${gvk['group'] ?? ''}/`;
    kinds[`${group}${gvk['version'] ?? ''}/${gvk['kind'] ?? ''}`] = { schema: name, ...bounds(each.minors, span) };
  }

  const shared: Record<string, Raw> = {};
  const open = Object.values(kinds).map(({ schema }) => schema);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const each = merged.get(name);
    if (each === undefined || shared[name] !== undefined) continue;
    shared[name] = definition(each, span, Object.hasOwn(kinds, name) || each.newest['x-kubernetes-group-version-kind'] !== undefined);
    JSON.stringify(shared[name], (key, value: unknown) => (key === '$ref' ? open.push(String(value)) : value));
  }
  return { releases: releases.map((each) => `kubernetes ${each}`), kinds, shared: sorted(shared) };
}

/** `io.k8s.api.core.v1.Pod` → `core.v1.Pod`, and what it says. */
function* definitions(folder: string): Generator<readonly [string, Raw]> {
  const seen = new Set<string>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('_openapi.json')) continue;
    const { components } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      components?: { schemas?: Readonly<Record<string, Raw>> };
    };
    for (const [name, node] of Object.entries(components?.schemas ?? {})) {
      if (seen.has(name)) continue;
      seen.add(name);
      yield [shortName(name), node];
    }
  }
}

function shortName(name: string): string {
  return name.split('.').slice(-3).join('.');
}

function add(merged: Map<string, Merged>, name: string, node: Raw, minor: number): void {
  const each: Merged = merged.get(name) ?? { newest: node, minors: [], fields: new Map(), required: undefined };
  merged.set(name, each);
  each.newest = node;
  each.minors.push(minor);
  for (const [field, schema] of Object.entries((node['properties'] ?? {}) as Readonly<Record<string, Raw>>)) {
    const known = each.fields.get(field);
    if (known === undefined) each.fields.set(field, { schema, minors: [minor] });
    else {
      known.schema = schema;
      known.minors.push(minor);
    }
  }
  // What one release calls required and another does not, the server takes without.
  const required = (node['required'] ?? []) as readonly string[];
  each.required = each.required?.filter((field) => required.includes(field)) ?? required;
}

function bounds(minors: readonly number[], { oldest, newest }: { oldest: number; newest: number }): { since?: number; until?: number } {
  const first = minors[0] ?? oldest;
  const last = minors.at(-1) ?? newest;
  return { ...(first > oldest && { since: first }), ...(last < newest && { until: last }) };
}

function definition(merged: Merged, span: { oldest: number; newest: number }, isKind: boolean): Raw {
  const properties: Record<string, Raw> = {};
  for (const [field, { schema, minors }] of [...merged.fields].sort(byKey)) {
    if (isKind && ['status', 'apiVersion', 'kind'].includes(field)) properties[field] = field === 'status' ? {} : { type: 'string' };
    // Fields come and go with their type, which says more about their age.
    else properties[field] = { ...referring(schema), ...bounds(minors, { oldest: merged.minors[0] ?? span.oldest, newest: span.newest }) };
  }
  if (merged.fields.size === 0) return referring(merged.newest);
  return {
    ...referring({ ...merged.newest, properties: undefined, required: undefined }),
    ...(merged.required !== undefined && merged.required.length > 0 && { required: merged.required }),
    properties,
  };
}

/** References as they are stored, types that JSON spells in a way of its own by name. */
function referring(schema: Raw): Raw {
  const all = schema['allOf'] as readonly Raw[] | undefined;
  const reference = schema['$ref'] ?? all?.[0]?.['$ref'];
  if (typeof reference === 'string') {
    const name = shortName(reference);
    if (name === 'api.resource.Quantity') return { format: 'quantity' };
    if (name === 'util.intstr.IntOrString') return { 'x-kubernetes-int-or-string': true };
    if (/\.(JSON|JSONSchemaPropsOr\w+|RawExtension|FieldsV1|JSONSchemaProps)$/.test(name)) return {};
    return { $ref: name };
  }
  const result: Record<string, unknown> = { ...pruned({ ...schema, items: undefined, additionalProperties: undefined }, () => undefined) };
  delete result['default'];
  for (const keyword of ['items', 'additionalProperties']) {
    if (typeof schema[keyword] === 'object') result[keyword] = referring(schema[keyword] as Raw);
  }
  return result;
}

function sorted(nodes: Readonly<Record<string, Raw>>): Readonly<Record<string, Raw>> {
  return Object.fromEntries(Object.entries(nodes).sort(byKey));
}
