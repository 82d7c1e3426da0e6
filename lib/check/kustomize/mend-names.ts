import { at, itemsAt, text, textAt } from '../read.ts';
import { changeField } from './field-spec.ts';
import { NAME_REFERENCES, type NameReference } from './references.ts';
import { isSelected, type Resource, type Selected } from './resource.ts';
import { isMap, set, type Writable } from './value.ts';
import { addTo } from '../../values/multimap.ts';

/** Writes the new names of resources where others name them, in the fields that kustomize knows. */
export function mendNames(resources: readonly Resource[], more: readonly NameReference[]): void {
  const renamed = byFormerName(resources);
  if (renamed.size === 0) return;
  const kinds = new Set([...renamed.values()].flat().flatMap((each) => each.ids.map(({ kind }) => kind)));
  for (const { fields, ...target } of [...NAME_REFERENCES, ...more]) {
    if (target.kind !== undefined && !kinds.has(target.kind)) continue;
    const byKind = new Map<string, (typeof fields)[number][]>();
    for (const spec of fields) addTo(byKind, spec.kind ?? '', spec);
    for (const referrer of resources) {
      for (const spec of [...(byKind.get(referrer.kind) ?? []), ...(byKind.get('') ?? [])]) {
        changeField(referrer, spec, (map, key) => mend(map, key, new Reference(referrer, target, spec.path, renamed)));
      }
    }
  }
}

function mend(map: Writable, key: string, reference: Reference): void {
  const value = map[key];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (isMap(item)) mendMap(item, reference);
      else if (typeof item === 'string') value[index] = reference.target(item)?.name ?? item;
    }
  } else if (isMap(value)) mendMap(value, reference);
  else if (text(value) !== undefined) set(map, key, reference.target(text(value) ?? '')?.name ?? value);
}

/** A reference with a namespace of its own: `subjects` of a binding. */
function mendMap(map: Writable, reference: Reference): void {
  const name = textAt(map, 'name');
  if (name === undefined) return;
  const found = reference.target(name, textAt(map, 'namespace'));
  if (found === undefined) return;
  set(map, 'name', found.name);
  if (found.namespace !== '') set(map, 'namespace', found.namespace);
}

/** One field that names objects of a kind. */
class Reference {
  constructor(
    private readonly referrer: Resource,
    private readonly wanted: Selected,
    private readonly path: string,
    private readonly renamed: ReadonlyMap<string, readonly Resource[]>,
  ) {}

  /** The resource that was meant by its former name; nothing where two could be meant. */
  target(name: string, namespace?: string): Resource | undefined {
    const role = this.path.endsWith('roleRef/name') ? roleOf(this.referrer) : undefined;
    const found = (this.renamed.get(name) ?? []).filter(
      (each) =>
        each.previous.some((id) => id.name === name) &&
        each.previous.some((id) => isSelected(id, this.wanted)) &&
        (role === undefined || each.previous.some((id) => isSelected(id, role))) &&
        this.mayName(each) &&
        (namespace === undefined || each.firstId.namespace === namespace || each.id.namespace === namespace),
    );
    const near = found.length > 1 ? found.filter((each) => sameAdditions(each, this.referrer, true)) : found;
    const nearest = near.length > 1 ? near.filter((each) => sameAdditions(each, this.referrer, false)) : near;
    const [first, ...others] = nearest;
    return others.every((each) => each.name === first?.name && (namespace === undefined || each.namespace === first.namespace))
      ? first
      : undefined;
  }

  private mayName(each: Resource): boolean {
    const [own, other] = [this.referrer.id, each.id];
    if (own.namespace === '' || other.namespace === '' || own.namespace === other.namespace) return true;
    return each.kind === 'ServiceAccount' && boundNamespaces(this.referrer).has(each.namespace);
  }
}

function boundNamespaces({ kind, object }: Resource): ReadonlySet<string> {
  if (kind !== 'RoleBinding') return new Set();
  return new Set(
    itemsAt(object, 'subjects').flatMap((each) => (textAt(each, 'kind') === 'ServiceAccount' ? (textAt(each, 'namespace') ?? []) : [])),
  );
}

function roleOf({ object }: Resource): Selected | undefined {
  const [kind, group] = [textAt(object, 'roleRef.kind'), textAt(object, 'roleRef.apiGroup')];
  return kind === undefined || group === undefined || at(object, 'roleRef') === undefined ? undefined : { kind, group };
}

/** Whether two resources went through the same kustomizations, as their prefixes and suffixes tell. */
function sameAdditions(one: Resource, other: Resource, mayLack: boolean): boolean {
  return sameEnd(one.prefixes, other.prefixes, mayLack) && sameEnd(one.suffixes, other.suffixes, mayLack);
}

function sameEnd(one: readonly string[], other: readonly string[], mayLack: boolean): boolean {
  if (mayLack && (one.length === 0 || other.length === 0)) return true;
  const length = Math.min(one.length, other.length);
  if (length === 0) return one.length === other.length;
  return one.slice(-length).join('\n') === other.slice(-length).join('\n');
}

function byFormerName(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const each of resources) {
    for (const name of new Set(each.previous.map((id) => id.name))) {
      addTo(found, name, each);
    }
  }
  return found;
}
