import { at, itemsAt, text, textAt } from '../read.ts';
import { isSelected, versionOf, type Resource } from './resource.ts';
import { groupOf } from '../../manifest/scope.ts';
import { isMap, set } from './value.ts';

/** Writes the values of `vars` where `$(NAME)` stands. */
export function resolveVars(resources: readonly Resource[], vars: readonly unknown[]): void {
  const values = new Map<string, string>();
  for (const each of vars) {
    const source = resources.find((resource) =>
      resource.ids.some((id) => id.name === textAt(each, 'objref.name') && isSelected(id, kindOf(each))),
    );
    const value = text(at(source?.object, textAt(each, 'fieldref.fieldpath') ?? textAt(each, 'fieldref.fieldPath') ?? 'metadata.name'));
    const name = textAt(each, 'name');
    if (name !== undefined && value !== undefined) values.set(name, value);
  }
  if (values.size === 0) return;
  // Contents of files have variables of their own.
  for (const { object, kind } of resources) if (kind !== 'ConfigMap' && kind !== 'Secret') write(object, values);
}

function kindOf(each: unknown): { readonly kind: string | undefined; readonly group?: string; readonly version?: string } {
  const [kind, apiVersion] = [textAt(each, 'objref.kind'), textAt(each, 'objref.apiVersion')];
  return apiVersion === undefined ? { kind } : { kind, group: groupOf(apiVersion), version: versionOf(apiVersion) };
}

function write(value: unknown, values: ReadonlyMap<string, string>): void {
  const replaced = (written: string): string => written.replace(/\$\(([\w.-]+)\)/g, (whole, name: string) => values.get(name) ?? whole);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item === 'string') value[index] = replaced(item);
      else write(item, values);
    }
  } else if (isMap(value)) {
    for (const [key, each] of Object.entries(value)) {
      if (typeof each === 'string') set(value, key, replaced(each));
      else write(each, values);
    }
  }
}

/** The variables of a kustomization. */
export function varsOf(kustomization: unknown): readonly unknown[] {
  return itemsAt(kustomization, 'vars');
}
