import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { at, fieldsAt, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { Inputs } from './inputs.ts';
import { Resource } from './resource.ts';
import type { KubeObject } from '../../manifest/manifest.ts';

/** Reads a file that a generator names; `undefined` when it is not there, and has been told. */
export type ReadFile = (written: string, path: string) => Uint8Array | undefined;

export interface Generated {
  readonly object: KubeObject;
  readonly behavior: 'create' | 'merge' | 'replace';
  readonly hashed: boolean;
}

/** The ConfigMap or Secret that an entry of `configMapGenerator` or `secretGenerator` makes. */
export function generated(
  list: 'configMapGenerator' | 'secretGenerator',
  index: number,
  kustomization: unknown,
  read: ReadFile,
): Generated {
  const entry = itemsAt(kustomization, list)[index];
  const global = fieldsAt(kustomization, 'generatorOptions');
  const isSecret = list === 'secretGenerator';
  const pairs = pairsOf(entry, `${list}[${index}]`, read);
  const data: Record<string, string> = {};
  const binary: Record<string, string> = {};
  for (const [key, bytes] of pairs) {
    if (isSecret) data[key] = Buffer.from(bytes).toString('base64');
    else if (isUtf8(bytes)) data[key] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    else binary[key] = Buffer.from(bytes).toString('base64');
  }
  const [labels, annotations] = ['labels', 'annotations'].map((each) => ({
    ...textsAt(global, each),
    ...textsAt(entry, `options.${each}`),
  }));
  const namespace = textAt(entry, 'namespace') ?? '';
  const behavior = textAt(entry, 'behavior');
  return {
    object: {
      apiVersion: 'v1',
      kind: isSecret ? 'Secret' : 'ConfigMap',
      metadata: {
        name: textAt(entry, 'name') ?? '',
        ...(namespace === '' ? {} : { namespace }),
        ...(Object.keys(labels ?? {}).length === 0 ? {} : { labels: labels ?? {} }),
        ...(Object.keys(annotations ?? {}).length === 0 ? {} : { annotations: annotations ?? {} }),
      },
      ...(isSecret ? { type: textAt(entry, 'type') ?? 'Opaque' } : {}),
      ...(Object.keys(data).length === 0 ? {} : { data }),
      ...(Object.keys(binary).length === 0 ? {} : { binaryData: binary }),
      ...(at(entry, 'options.immutable') === true || global['immutable'] === true ? { immutable: true } : {}),
    },
    behavior: behavior === 'merge' || behavior === 'replace' ? behavior : 'create',
    hashed: at(entry, 'options.disableNameSuffixHash') !== true && global['disableNameSuffixHash'] !== true,
  };
}

function* pairsOf(entry: unknown, path: string, read: ReadFile): Iterable<readonly [string, Uint8Array]> {
  const listed = itemsAt(entry, 'envs').map((each, index) => [each, `${path}.envs[${index}]`] as const);
  for (const [written, where] of [...listed, [at(entry, 'env'), `${path}.env`] as const]) {
    const bytes = typeof written === 'string' && written !== '' ? read(written, where) : undefined;
    if (bytes !== undefined) yield* lines(Buffer.from(bytes).toString('utf8'));
  }
  for (const literal of itemsAt(entry, 'literals')) {
    const [, key, value = ''] = /^([^=]+)=([^]*)$/.exec(text(literal) ?? '') ?? [];
    if (key !== undefined) yield [key, Buffer.from(value.replace(/^(["'])([^]*)\1$/, '$2'))];
  }
  for (const [index, written] of itemsAt(entry, 'files').entries()) {
    const source = text(written) ?? '';
    const file = source.slice(source.indexOf('=') + 1);
    const bytes = file === '' ? undefined : read(file, `${path}.files[${index}]`);
    if (bytes !== undefined) yield [source.includes('=') ? source.slice(0, source.indexOf('=')) : (file.split('/').at(-1) ?? ''), bytes];
  }
}

/** A file of variables: `KEY=value` a line, nothing of it quoted. */
function* lines(content: string): Iterable<readonly [string, Uint8Array]> {
  for (const line of content.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const kept = line.trimStart();
    if (kept === '' || kept.startsWith('#')) continue;
    const equals = kept.indexOf('=');
    yield equals === -1 ? [kept, Buffer.from('')] : [kept.slice(0, equals), Buffer.from(kept.slice(equals + 1))];
  }
}

/** Letters that stand for digits in the hash at the end of a name, so that it spells no word. */
const SPELLED: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** The hash that kustomize puts behind the name of a ConfigMap or Secret. */
export function hashOf({ object, kind }: Resource): string {
  // The name is left out of it: kustomize looks for it where it is not.
  const content: Record<string, unknown> = { data: at(object, 'data') ?? '', kind, name: '' };
  const [more, extra] = kind === 'Secret' ? (['stringData', 'type'] as const) : (['binaryData', ''] as const);
  if (at(object, more) !== undefined) content[more] = at(object, more);
  if (extra !== '') content[extra] = textAt(object, extra) ?? '';
  const digest = createHash('sha256').update(goJson(content)).digest('hex');
  return digest.slice(0, 10).replace(/[013ae]/g, (letter) => SPELLED[letter] ?? letter);
}

/** JSON as Go writes it: keys in the order of their bytes, and what browsers might take for markup escaped. */
function goJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value ?? null).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${entries.map(([key, each]) => `${goJson(key)}:${goJson(each)}`).join(',')}}`;
}

/** `behavior: merge` keeps what the generator does not say. */
export function overlaid(old: Resource, made: Resource, behavior: 'merge' | 'replace', isWide: Inputs['isWide']): Resource {
  const object: Record<string, unknown> = { ...made.object };
  const metadata = { ...(old.object['metadata'] as object) } as Record<string, unknown>;
  for (const field of ['labels', 'annotations']) {
    const both = { ...(at(old.object, `metadata.${field}`) as object), ...(at(made.object, `metadata.${field}`) as object) };
    if (Object.keys(both).length > 0) metadata[field] = both;
  }
  if (behavior === 'merge') {
    for (const field of ['data', 'binaryData']) {
      const both = { ...(at(old.object, field) as object), ...(at(made.object, field) as object) };
      if (Object.keys(both).length > 0) object[field] = both;
    }
  }
  const result = new Resource({ ...object, metadata } as unknown as Resource['origin']['object'], old.origin, isWide);
  // Without a hash before, it gets none now.
  result.hashed = made.hashed && old.hashed;
  result.previous.push(...old.previous);
  result.prefixes.push(...old.prefixes);
  result.suffixes.push(...old.suffixes);
  return result;
}
