import { objectChange } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { toYaml } from '../manifest/yaml.ts';

/** An object as synthesis prints it; `type` is `apps/v1/Deployment`, `v1/ConfigMap`; `name` may have a namespace in front, `blog/web`. */
export function text(type: string, name: string, rest: Readonly<Record<string, unknown>> = {}): string {
  const cut = type.lastIndexOf('/');
  const [bare = '', namespace] = name.split('/').reverse();
  const { metadata, ...body } = rest;
  return toYaml({
    apiVersion: type.slice(0, cut),
    kind: type.slice(cut + 1),
    metadata: { name: bare, ...(namespace === undefined ? {} : { namespace }), ...(metadata as object | undefined) },
    ...body,
  });
}

/** A change as delivery states it; leave out the text before for a new file, the text after for a removed one. */
export function changed(path: string, before: string | undefined, after: string | undefined): ObjectChange {
  if (after === undefined) return objectChange({ action: 'remove', path, was: '' }, before);
  if (before === undefined) return objectChange({ action: 'add', path, blob: '', text: after }, undefined);
  return objectChange({ action: 'change', path, blob: '', text: after, was: '' }, before);
}
