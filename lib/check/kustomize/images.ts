import { fields, textAt } from '../read.ts';
import { changeField, type FieldSpec } from './field-spec.ts';
import type { Resource } from './resource.ts';
import { isMap, set } from './value.ts';

const IMAGE_FIELDS: readonly FieldSpec[] = ['spec', 'spec/template/spec'].map((pods) => ({ path: `${pods}/volumes[]/image/reference` }));

/** Sets the image of every container that has it by this name; `false` when none has. */
export function setImage(resources: readonly Resource[], entry: unknown, more: readonly FieldSpec[]): boolean {
  const name = textAt(entry, 'name') ?? '';
  let found = false;
  const change = (map: Record<string, unknown>, key: string): void => {
    const image = textAt(map, key);
    if (image === undefined || !isNamed(image, name)) return;
    found = true;
    set(map, key, withEntry(image, entry));
  };
  for (const each of resources) {
    if (each.kind === 'CustomResourceDefinition') continue;
    inContainers(each.object, (container) => change(container, 'image'));
    for (const spec of [...IMAGE_FIELDS, ...more]) changeField(each, spec, change);
  }
  return found;
}

/** Every image of every container, for a near miss. */
export function imageNames(resources: readonly Resource[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const each of resources) {
    inContainers(each.object, (container) => {
      const image = textAt(container, 'image');
      if (image !== undefined) names.add(parts(image).name);
    });
  }
  return names;
}

/** Containers are found by the name of their list, wherever it stands. */
function inContainers(value: unknown, visit: (container: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    inContainers(each, visit);
    if ((key === 'containers' || key === 'initContainers') && Array.isArray(each)) for (const item of each) if (isMap(item)) visit(item);
  }
}

function isNamed(image: string, name: string): boolean {
  return image.startsWith(name) && /^(?::[\w.{}-]*)?(?:@sha256:[\w.{}-]*)?$/.test(image.slice(name.length));
}

function withEntry(image: string, entry: unknown): string {
  const { name, tag, digest } = parts(image);
  const { newName, newTag = '', digest: newDigest = '', tagSuffix = '' } = texts(entry);
  const called = newName === undefined || newName === '' ? name : newName;
  if (newTag !== '' || newDigest !== '') return whole(called, newTag, newDigest);
  return tagSuffix === '' ? whole(called, tag, digest) : whole(called, `${tag}${tagSuffix}`, '');
}

function texts(entry: unknown): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.keys(fields(entry)).map((key) => [key, textAt(entry, key)]));
}

function whole(name: string, tag: string, digest: string): string {
  return `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
}

/** A colon before the first slash is that of a port. */
function parts(image: string): { readonly name: string; readonly tag: string; readonly digest: string } {
  const host = Math.max(0, image.indexOf('/'));
  const found = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/.exec(image.slice(host));
  return { name: `${image.slice(0, host)}${found?.[1] ?? image.slice(host)}`, tag: found?.[2] ?? '', digest: found?.[3] ?? '' };
}
