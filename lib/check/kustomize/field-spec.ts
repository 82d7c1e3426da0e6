import { itemsAt, at, textAt } from '../read.ts';
import { isSelected, type Resource, type Selected } from './resource.ts';
import { has, isMap, set, type Writable } from './value.ts';

/** A field of some kinds: `spec/template/metadata/labels`. Lists on the way are gone through. */
export interface FieldSpec extends Selected {
  readonly path: string;
  /** Makes the field where it is missing. */
  readonly create?: boolean | undefined;
}

/** Changes a field of a map. Only called where the field is, or is to be made. */
export type Change = (map: Writable, key: string) => void;

/** Changes the field that a spec names, wherever it is in the object. */
export function changeField(resource: Resource, spec: FieldSpec, change: Change): void {
  if (spec.kind !== undefined && spec.kind !== '' && spec.kind !== resource.kind) return;
  const isBare = spec.group === undefined && spec.version === undefined;
  if (isBare || isSelected({ ...resource.id, ...resource.firstId, kind: resource.kind }, spec))
    walk(resource.object, steps(spec.path), 0, spec.create === true, change);
}

function walk(value: unknown, path: readonly string[], at: number, create: boolean, change: Change): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, path, at, create, change);
    return;
  }
  const step = path[at];
  if (!isMap(value) || step === undefined) return;
  const isList = step.endsWith('[]');
  const key = isList ? step.slice(0, -2) : step;
  const present = has(value, key) && value[key] !== null && value[key] !== undefined;
  if (!present && (!create || isList)) return;
  if (at === path.length - 1) {
    change(value, key);
    return;
  }
  if (!present) set(value, key, {});
  walk(value[key], path, at + 1, create, change);
}

const known = new Map<string, readonly string[]>();

/** `metadata/annotations/a\/b` → `metadata`, `annotations`, `a/b` */
function steps(path: string): readonly string[] {
  let found = known.get(path);
  if (found === undefined) {
    found = path
      .replaceAll('\\/', '\0')
      .split('/')
      .filter((step) => step !== '')
      .map((step) => step.replaceAll('\0', '/'));
    known.set(path, found);
  }
  return found;
}

/** The field specs that a configuration file of a kustomization lists under a key. */
export function fieldSpecsAt(value: unknown, path: string): readonly FieldSpec[] {
  return itemsAt(value, path).flatMap((each) => {
    const field = textAt(each, 'path');
    if (field === undefined) return [];
    return {
      path: field,
      kind: textAt(each, 'kind'),
      group: textAt(each, 'group'),
      version: textAt(each, 'version'),
      create: at(each, 'create') === true,
    };
  });
}
