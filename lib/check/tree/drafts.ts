import { fields, itemsAt, text, type Fields } from '../read.ts';
import type { DoubledKey } from '../rule.ts';

import type { ParsedDocument } from './parse.ts';

/** A document on its way to becoming an object: what it is may hang on the other files. */
export interface Draft {
  readonly file: string;
  /** Place among the documents of its file, from 0. */
  readonly index: number;
  readonly value: unknown;
  /** Line of the file on which its document begins, from 1. */
  readonly line: number;
  /** Where it stands in its document: `items[3]` of a List, otherwise empty. */
  readonly inside: string;
  readonly doubled: readonly DoubledKey[];
}

/** The documents of a file; the items of a List (`kind: List`, `kind: ConfigMapList`) are objects of their own. */
export function draftsOf(file: string, documents: readonly ParsedDocument[]): readonly Draft[] {
  return documents.flatMap(({ value, line, doubled }, index) => {
    const draft = { file, index, value, line, inside: '', doubled };
    if (!isList(value)) return [draft];
    return itemsAt(value, 'items').map((item, place) => {
      const inside = `items[${place}]`;
      const own = doubled
        .filter(({ path }) => path.startsWith(`${inside}.`))
        .map((each) => ({ ...each, path: each.path.slice(inside.length + 1) }));
      return { ...draft, value: item, inside, doubled: own };
    });
  });
}

function isList(value: unknown): boolean {
  const { apiVersion, kind, items } = fields(value);
  return typeof apiVersion === 'string' && typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
}

/** Says of itself that it is a Kubernetes object. One that SOPS encrypted whole, with its kind and name, says nothing to whom has no key. */
export function isObject(value: unknown): value is Fields & { readonly apiVersion: string; readonly kind: string } {
  const { apiVersion, kind } = fields(value);
  return typeof apiVersion === 'string' && typeof kind === 'string' && apiVersion !== '' && kind !== '' && !kind.startsWith('ENC[');
}

/** `apps/web.yaml` → `apps/web`; further documents of a file are numbered. */
export function draftName({ file, index, inside }: Draft): string {
  return `${stem(file)}${index === 0 ? '' : `#${index + 1}`}${inside === '' ? '' : `.${inside}`}`;
}

/** A path without its ending; a name that begins with a dot has none. */
export function stem(file: string): string {
  return file.replace(/([^/])\.[^./]+$/, '$1');
}

/** A path as written in a file of a folder, from the root of the tree; `undefined` when it leaves the tree or is a URL. */
export function resolved(folder: string, written: unknown): string | undefined {
  const raw = text(written);
  if (raw === undefined || raw.includes('\n') || /^[a-z]+:\/\/|^git@|\?ref=/.test(raw) || raw.startsWith('/')) return undefined;
  const names: string[] = [];
  for (const name of `${folder}/${raw}`.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.length === 0 ? '.' : names.join('/');
}
