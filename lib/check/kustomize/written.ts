import { at, itemsAt, text, textAt } from '../read.ts';

/** A path that a kustomization writes. */
export interface WrittenPath {
  /** Where it stands: `patches[0].path`. */
  readonly at: string;
  readonly written: string;
  /** `resource`: a file or folder. `component`: a folder. `file`: contents of one file. */
  readonly as: 'resource' | 'component' | 'file';
}

/** Lists of files, each entry a path; one with a line break is written out in its place. */
const FILES = ['patchesStrategicMerge', 'configurations', 'crds', 'generators', 'transformers', 'validators'] as const;

/** Every path that a kustomization writes. */
export function* writtenPaths(kustomization: unknown): Iterable<WrittenPath> {
  for (const list of ['resources', 'bases'] as const) yield* texts(kustomization, list, 'resource');
  yield* texts(kustomization, 'components', 'component');
  for (const list of FILES) for (const each of texts(kustomization, list, 'file')) if (!isInline(each.written)) yield each;
  for (const list of ['patches', 'patchesJson6902', 'replacements']) {
    for (const [index, entry] of itemsAt(kustomization, list).entries()) {
      const written = textAt(entry, 'path');
      if (written !== undefined && written !== '') yield { at: `${list}[${index}].path`, written, as: 'file' };
    }
  }
  for (const list of ['configMapGenerator', 'secretGenerator']) {
    for (const [index, entry] of itemsAt(kustomization, list).entries()) yield* contents(entry, `${list}[${index}]`);
  }
  const schema = textAt(kustomization, 'openapi.path');
  if (schema !== undefined) yield { at: 'openapi.path', written: schema, as: 'file' };
}

function* contents(entry: unknown, path: string): Iterable<WrittenPath> {
  for (const [index, each] of itemsAt(entry, 'files').entries()) {
    const written = text(each) ?? '';
    yield { at: `${path}.files[${index}]`, written: written.slice(written.indexOf('=') + 1), as: 'file' };
  }
  for (const [index, each] of itemsAt(entry, 'envs').entries())
    yield { at: `${path}.envs[${index}]`, written: text(each) ?? '', as: 'file' };
  const env = text(at(entry, 'env'));
  if (env !== undefined && env !== '') yield { at: `${path}.env`, written: env, as: 'file' };
}

function texts(kustomization: unknown, list: string, as: WrittenPath['as']): readonly WrittenPath[] {
  return itemsAt(kustomization, list).flatMap((each, index) => {
    const written = text(each);
    return written === undefined || written === '' ? [] : { at: `${list}[${index}]`, written, as };
  });
}

/** A generator, transformer or patch that stands in the kustomization itself. */
function isInline(written: string): boolean {
  return written.includes('\n') || /^\s*[{[]/.test(written);
}
