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
export function unknownField(schema: Schema, name: string, value: Fields, path: string, { report, sure }: Walk): void {
  const known = schema.fieldNames;
  const near = nearest(
    name,
    known.filter((each) => !Object.hasOwn(value, each)),
  );
  // A field one level too high or too low is the other usual slip.
  const inside = near === undefined ? known.find((each) => schema.field(each)?.schema.field(name) !== undefined) : undefined;
  const listed = known.filter((each) => each !== 'apiVersion' && each !== 'kind' && each !== 'status');
  const fix =
    near !== undefined
      ? `Did you mean "${near}"?`
      : inside !== undefined
        ? `It belongs under "${inside}".`
        : listed.length === 0
          ? 'Remove it: no field is known here.'
          : `Known here: ${listed.slice(0, 12).join(', ')}${listed.length > 12 ? ' …' : ''}.`;
  // Another release of a definition may have more fields; one that stands elsewhere, or begins alike, is a slip all the same.
  const alike = near ?? inside ?? known.find((each) => beginsAlike(each, name) && mayHold(schema, each, value[name]));
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
