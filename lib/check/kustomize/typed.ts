import { at, fieldsAt, itemsAt, join, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { BROKEN, type Report } from './problem.ts';

/** Fields of entries that kustomize reads as texts, and as numbers. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  images: ['name', 'newName', 'newTag', 'digest'],
  replicas: ['name'],
  configMapGenerator: ['name', 'behavior'],
  secretGenerator: ['name', 'behavior', 'type'],
};
const MAPS = ['commonAnnotations', 'commonLabels'];

/** Values of a kustomization that are not of the type that kustomize reads, and names that are none. */
export function judgeValues(kustomization: WorldObject, report: Report): void {
  const { object } = kustomization;
  const tell = (path: string, value: unknown): void =>
    report(kustomization, {
      ...BROKEN,
      path,
      message: `${path} is the ${typeof value} ${String(value)}, and kustomize reads a text`,
      fix: `Put it in quotes${typeof value === 'number' ? ', as it was meant: YAML takes zeros away' : ''}.`,
    });
  const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';
  for (const map of MAPS) for (const [key, value] of Object.entries(fieldsAt(object, map))) if (isPlain(value)) tell(join(map, key), value);
  for (const [index] of itemsAt(object, 'labels').entries()) {
    const pairs = fieldsAt(itemsAt(object, 'labels')[index], 'pairs');
    for (const [key, value] of Object.entries(pairs)) if (isPlain(value)) tell(join(`labels[${index}].pairs`, key), value);
  }
  for (const [list, fields] of Object.entries(TEXTS)) {
    for (const [index, entry] of itemsAt(object, list).entries()) {
      for (const field of fields) if (isPlain(at(entry, field))) tell(`${list}[${index}].${field}`, at(entry, field));
      const [, name, tag] = list === 'images' ? (/^([^@]*[^@/]):([\w][\w.-]*)$/.exec(textAt(entry, 'name') ?? '') ?? []) : [];
      if (name === undefined || /^\d+\//.test(tag ?? '')) continue;
      report(kustomization, {
        rule: 'kustomization-patch-target',
        severity: 'error',
        path: `images[${index}].name`,
        message: `images[${index}].name is ${textAt(entry, 'name') ?? ''}: with its tag it is the name of no image`,
        why: 'Names are compared without their tag: the entry changes nothing, without an error, and the tag of the base stays.',
        fix: `Write name: ${name}.`,
      });
    }
  }
  judgePatched(kustomization, report);
}

/** A patch that is listed as a resource, too: it is an object of its own then, which is there already. */
function judgePatched(kustomization: WorldObject, report: Report): void {
  const { object } = kustomization;
  const patches = new Set([
    ...itemsAt(object, 'patches').map((entry) => plain(textAt(entry, 'path'))),
    ...itemsAt(object, 'patchesStrategicMerge').map((entry) => plain(text(entry))),
  ]);
  for (const [index, entry] of itemsAt(object, 'resources').entries()) {
    const file = plain(text(entry));
    if (file === '' || !patches.has(file)) continue;
    report(kustomization, {
      ...BROKEN,
      path: `resources[${index}]`,
      message: `${file} is a patch, and stands among the resources, too`,
      fix: 'Take it out of resources.',
    });
  }
}

function plain(path: string | undefined): string {
  return (path ?? '').includes('\n') ? '' : (path ?? '').replace(/^\.\//, '');
}
