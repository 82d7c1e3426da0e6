import type * as z from 'zod';
import { didYouMean, nearest } from '../values/nearest.ts';
import { joined, locate } from './located.ts';
import type { Located, LocatedMap } from './located.ts';
import type { Problems } from './problems.ts';
import type { IssueParams } from './fields.ts';
import { schemaAt } from './schema-json.ts';
import type { JsonSchema } from './schema-json.ts';

/** Puts what the schema complains about in words: what stands there, what may, and what to do. */
export function reportShape(root: LocatedMap, issues: readonly z.core.$ZodIssue[], problems: Problems): void {
  // What the reader could not read says so already.
  const fresh = issues.filter(({ path }) => !problems.mentions(locate(root, path).path));
  const meant = new Set(fresh.flatMap((issue) => (issue.code === 'unrecognized_keys' ? reportUnknown(root, issue, problems) : [])));
  for (const issue of fresh) {
    if (issue.code === 'unrecognized_keys') continue;

    const { node, line, path } = locate(root, issue.path);
    const schema = schemaAt(issue.path);
    const isMissing = node.path !== path;
    if (isMissing && meant.has(path)) continue;

    const [what, fix] = isMissing ? missing(path, schema) : wrong(node, issue, schema);
    problems.add(line, path, what, fix);
  }
}

/** Returns the paths that the unknown keys nearly are: those are not missing as well. */
function reportUnknown(root: LocatedMap, issue: z.core.$ZodIssueUnrecognizedKeys, problems: Problems): string[] {
  const { node, line, path } = locate(root, issue.path);
  const known = Object.keys(schemaAt(issue.path)?.properties ?? {});
  return issue.keys.map((key) => {
    const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
    problems.add(entry?.keyLine ?? line, entry?.value.path ?? joined(path, key), `"${key}" is no key here`, didYouMean(key, known));
    return joined(path, nearest(key, known) ?? key);
  });
}

function missing(path: string, schema: JsonSchema | undefined): [what: string, fix: string] {
  const key = path.split('.').at(-1) ?? path;
  const value = schema?.examples?.[0] ?? schema?.enum?.join(' or ');
  return [
    `it is missing${schema?.description === undefined ? '' : ` (${inSentence(schema.description)})`}`,
    value === undefined ? `Add ${key}; docs/inventory.md shows how.` : `Add ${key}, such as ${key}: ${value}.`,
  ];
}

function wrong(node: Located, issue: z.core.$ZodIssue, schema: JsonSchema | undefined): [what: string, fix: string] {
  if (node.kind === 'scalar' && node.value === null) {
    return [`it is empty, ${allowed(schema)} is allowed`, 'Write a value, or leave the key out where it is optional.'];
  }
  switch (issue.code) {
    case 'custom':
      return [issue.message, (issue.params as IssueParams | undefined)?.fix ?? 'See docs/inventory.md for what stands here.'];
    case 'invalid_value': {
      const values = issue.values.map(String);
      return [`${shown(node)} is none of ${values.join(', ')}`, didYouMean(node.kind === 'scalar' ? node.source : '', values)];
    }
    case 'too_small':
    case 'too_big': {
      if (node.kind === 'list') return ['the list is empty, at least one entry is needed', 'Add an entry; docs/inventory.md shows how.'];
      const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      return [`${shown(node)} is out of range, ${bound} is allowed`, `Write ${bound}.`];
    }
    default:
      return [`${shown(node)} stands here, ${allowed(schema)} is allowed`, wayOut(node, schema)];
  }
}

function shown(node: Located): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (typeof node.value === 'string') return node.value === '' ? 'an empty text' : `"${node.value}"`;
  return node.source;
}

const KINDS = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a map'],
]);

function allowed(schema: JsonSchema | undefined): string {
  return [schema?.type ?? []]
    .flat()
    .map((type) => KINDS.get(type) ?? type)
    .join(' or ');
}

function wayOut(node: Located, schema: JsonSchema | undefined): string {
  if (schema?.type === 'boolean') return 'Write true or false.';
  if (schema?.type === 'integer') return 'Write a whole number.';
  if (schema?.type === 'string' && node.kind === 'scalar') return `Put it in quotes: "${node.source}".`;
  if (schema?.type === 'array') return 'Write a list: each entry on a line that begins with a dash.';
  return schema?.examples?.[0] === undefined ? 'See docs/inventory.md for what stands here.' : `Write it like ${schema.examples[0]}.`;
}

/** `Where volumes live.` → `where volumes live`, but `StorageClass` and `DNS` stay. */
function inSentence(description: string): string {
  const [first = ''] = description.split(' ');
  const isName = /[A-Z]/.test(first.slice(1));
  return (isName ? description : `${description.slice(0, 1).toLowerCase()}${description.slice(1)}`).replace(/\.$/, '');
}
