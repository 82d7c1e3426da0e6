import type * as z from 'zod';
import { didYouMean } from '../values/nearest.ts';
import { joined, locate } from './located.ts';
import type { Located, LocatedMap } from './located.ts';
import type { Problems } from './problems.ts';
import type { IssueParams } from './fields.ts';
import { schemaAt } from './schema-json.ts';
import type { JsonSchema } from './schema-json.ts';

/** Puts what the schema complains about in words: what stands there, what may, and what to do. */
export function reportShape(root: LocatedMap, issues: readonly z.core.$ZodIssue[], problems: Problems): void {
  for (const issue of issues) {
    const { node, line, path } = locate(root, issue.path);
    const schema = schemaAt(issue.path);

    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
        const where = entry?.value.path ?? joined(path, key);
        problems.add(entry?.keyLine ?? line, where, `"${key}" is no key here`, didYouMean(key, Object.keys(schema?.properties ?? {})));
      }
    } else if (node.path !== path) {
      problems.add(
        line,
        path,
        `it is missing${schema?.description === undefined ? '' : ` (${uncapitalized(schema.description)})`}`,
        example(path, schema),
      );
    } else if (node.kind === 'scalar' && node.value === null) {
      problems.add(line, path, `it is empty, ${allowed(schema)} is allowed`, 'Write a value, or leave the key out where it is optional.');
    } else if (issue.code === 'custom') {
      problems.add(line, path, issue.message, (issue.params as IssueParams | undefined)?.fix ?? '');
    } else if (issue.code === 'invalid_value') {
      problems.add(
        line,
        path,
        `${shown(node)} is none of ${issue.values.join(', ')}`,
        didYouMean(String(node.kind === 'scalar' ? node.source : ''), issue.values.map(String)),
      );
    } else if (issue.code === 'too_small' && node.kind === 'list') {
      problems.add(line, path, 'the list is empty, at least one entry is needed', `Add one: ${uncapitalized(schema?.description ?? '')}`);
    } else if (issue.code === 'too_small' || issue.code === 'too_big') {
      const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      problems.add(line, path, `${shown(node)} is out of range, ${bound} is allowed`, `Write ${bound}.`);
    } else {
      problems.add(line, path, `${shown(node)} stands here, ${allowed(schema)} is allowed`, wayOut(node, schema));
    }
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

function example(path: string, schema: JsonSchema | undefined): string {
  const key = path.split('.').at(-1) ?? path;
  const value = schema?.examples?.[0] ?? schema?.enum?.join(' or ');
  return value === undefined ? `Add ${key}; docs/inventory.md shows how.` : `Add ${key}, such as ${key}: ${value}.`;
}

function uncapitalized(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');
}
