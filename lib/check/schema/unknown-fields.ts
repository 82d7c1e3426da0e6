import { nearest } from '../../values/nearest.ts';
import { join, type Fields } from '../read.ts';
import type { Schema, SchemaField } from './schema.ts';
import type { Walk } from './walk.ts';

/** A field that the cluster's version does not have yet, or not any more. */
export function judgeAge({ since, until }: SchemaField, name: string, path: string, { minor, report }: Walk): void {
  if (minor === undefined) return;
  if (since !== undefined && minor < since) {
    const fix = 'Remove the field, or upgrade the cluster first.';
    report({ sort: 'unknown', path, message: `"${name}" exists since Kubernetes 1.${since}, the cluster runs 1.${minor}`, fix });
  }
  if (until !== undefined && minor > until) {
    const fix = 'Remove the field.';
    report({ sort: 'unknown', path, message: `"${name}" is gone since Kubernetes 1.${until + 1}, the cluster runs 1.${minor}`, fix });
  }
}

/** A field that the schema does not have, with what was most likely meant. */
export function unknownField(schema: Schema, name: string, value: Fields, path: string, { report, sure, root }: Walk): void {
  const known = schema.fieldNames;
  const near = nearest(
    name,
    known.filter((each) => !Object.hasOwn(value, each)),
  );
  // A field one level too high or too low is the other usual slip.
  const inside = near === undefined ? known.find((each) => schema.field(each)?.schema.field(name) !== undefined) : undefined;
  const above = near === undefined && inside === undefined ? ownerAbove(root, path, name, value[name]) : undefined;
  const listed = known.filter((each) => each !== 'apiVersion' && each !== 'kind' && each !== 'status');
  const fix =
    near !== undefined
      ? `Did you mean "${near}"?`
      : inside !== undefined
        ? `It belongs under "${inside}".`
        : above !== undefined
          ? `It belongs into ${above}.`
          : listed.length === 0
            ? 'Remove it: no field is known here.'
            : `Known here: ${listed.slice(0, 12).join(', ')}${listed.length > 12 ? ' …' : ''}.`;
  // Another release of a definition may have more fields; one that stands elsewhere, or begins alike, is a slip all the same.
  const alike = near ?? inside ?? above ?? known.find((each) => beginsAlike(each, name) && mayHold(schema, each, value[name]));
  // References are to the own namespace where they have no field for another.
  const isReach = name === 'namespace' && known.includes('name');
  const severity = sure || schema.native ? 'error' : alike !== undefined || isReach ? 'warning' : 'info';
  report({
    sort: 'unknown',
    path: join(path, name),
    message: `there is no field "${name}"${place(path)}`,
    fix,
    severity,
  });
}

/** Names that many levels of an object have: a newer release may well add one of them anywhere. */
const ANYWHERE =
  /^(?:name|namespace|labels|annotations|metadata|spec|type|kind|enabled|disabled|config|selector|template|resources?|args|env|image|version|paths?|ports?|hosts?|keys?|values?|secretName|description|tls|protocol|mode|match(?:Labels|Expressions)|interval|priority|status|url|server|target|targetRefs?|serviceAccountName|serviceAccountRef)$/;

/** What stands around a field and has one of its name that takes its value: it was written too far to the right. */
function ownerAbove(root: Schema | undefined, path: string, name: string, value: unknown): string | undefined {
  if (root === undefined || root.native || path === '' || ANYWHERE.test(name)) return undefined;
  const steps = path.split(/[.[]/);
  let schema = root;
  const around: { readonly path: string; readonly schema: Schema }[] = [];
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] ?? '';
    const inner = step.endsWith(']') ? schema.items : schema.field(step)?.schema;
    if (inner === undefined) return undefined;
    schema = inner;
    around.unshift({
      path: path
        .split(/(?=[.[])/)
        .slice(0, index + 1)
        .join(''),
      schema,
    });
  }
  return around.slice(1).find((each) => each.schema.items === undefined && fits(each.schema.field(name)?.schema, value))?.path;
}

function fits(schema: Schema | undefined, value: unknown): boolean {
  const is = Array.isArray(value) ? 'array' : typeof value === 'number' ? 'integer' : typeof value;
  return schema?.type !== undefined && (schema.type === 'number' ? 'integer' : schema.type) === is;
}

function beginsAlike(one: string, other: string): boolean {
  return one.length > 4 && other.length > 4 && one.slice(0, 4) === other.slice(0, 4);
}

/** A map is not written where a text was meant: it is a field of a newer release. */
function mayHold(schema: Schema, name: string, value: unknown): boolean {
  const scalar = ['string', 'integer', 'number', 'boolean'].includes(schema.field(name)?.schema.type ?? '');
  return !(scalar && typeof value === 'object' && value !== null);
}

function place(path: string): string {
  return path === '' ? '' : ` in ${path.replace(/\[\d+\]$/, '')}`;
}
