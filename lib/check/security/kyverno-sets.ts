import { at, fields, fieldsAt, items, itemsAt, text } from '../read.ts';

/** Lists of a filter of which one value is enough. */
const LISTS = ['kinds', 'names', 'namespaces', 'operations'];

/**
 * Whether what a rule leaves out is all that it is about. Kyverno refuses a filter that stands on both sides ("rule is matching an empty
 * set") and takes what only amounts to the same.
 * @see https://github.com/kyverno/kyverno/blob/v1.13.4/api/kyverno/v1/rule_types.go `ValidateMatchExcludeConflict`
 */
export function leavesNothing(rule: unknown): boolean {
  const [match, exclude] = ['match', 'exclude'].map((part) => filters(at(rule, part)));
  if (match === undefined || exclude === undefined || match.length === 0 || exclude.length === 0) return false;
  return match.every((each) => exclude.some((other) => covers(other, each)));
}

/** Filters of which one is enough; of several that hold together nothing is said. */
function filters(part: unknown): readonly unknown[] {
  const all = itemsAt(part, 'all');
  if (all.length > 0) return all.length === 1 && itemsAt(part, 'any').length === 0 ? all : [];
  return at(part, 'any') === undefined ? (at(part, 'resources') === undefined ? [] : [part]) : itemsAt(part, 'any');
}

function covers(outer: unknown, inner: unknown): boolean {
  const given = Object.entries(fields(outer)).filter(
    ([, value]) => value !== null && items(value).length + Object.keys(fields(value)).length > 0,
  );
  const resources = fieldsAt(outer, 'resources');
  if (given.length !== 1 || given[0]?.[0] !== 'resources' || Object.keys(resources).length === 0) return false;
  return Object.entries(resources).every(([key, value]) => {
    const own = fieldsAt(inner, 'resources')[key];
    if (!LISTS.includes(key)) return JSON.stringify(own) === JSON.stringify(value);
    const wide = items(value).flatMap((each) => text(each) ?? []);
    const narrow = items(own).flatMap((each) => text(each) ?? []);
    // Every namespace is told in words of its own.
    return key !== 'namespaces' && wide.includes('*') ? true : narrow.length > 0 && narrow.every((each) => wide.includes(each));
  });
}
