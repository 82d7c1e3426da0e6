import type { KubeObject } from '../../manifest/manifest.ts';
import { DOCUMENT, documentObject, type DocumentKind } from '../document.ts';
import { fields, text, textAt, type Fields } from '../read.ts';
import { draftName, type Draft } from './drafts.ts';
import { isKustomization } from './kustomizations.ts';
import { parentFolder } from '../folder.ts';

/** Field of a document's object under which the document's own fields stand. */
const ROOTS: Readonly<Record<string, string>> = { HelmValues: 'values', Workflow: 'workflow', Config: 'content' };

/**
 * A document that says its kind, with metadata as every rule expects them: a name that is a text, a namespace that is a text or not there.
 * Without metadata it is a configuration file of some program, and its path names it.
 */
export function kubeObject(draft: Draft): KubeObject {
  const value = fields(draft.value) as Fields & KubeObject;
  if (isKustomization(draft)) {
    const apiVersion = textAt(value, 'apiVersion') ?? 'kustomize.config.k8s.io/v1beta1';
    return {
      ...value,
      apiVersion,
      kind: textAt(value, 'kind') ?? 'Kustomization',
      metadata: { ...fields(value.metadata), name: parentFolder(draft.file) },
    };
  }
  const metadata: unknown = value.metadata;
  const { name, namespace } = fields(metadata);
  if (typeof name === 'string' && (namespace === undefined || (typeof namespace === 'string' && namespace !== ''))) return value;

  const { namespace: _, ...rest } = fields(metadata);
  const called = text(name) ?? textAt(metadata, 'generateName') ?? (metadata === undefined ? draftName(draft) : '');
  const place = text(namespace) ?? '';
  return { ...value, metadata: { ...rest, name: called, ...(place === '' ? {} : { namespace: place }) } };
}

/** A document that is no Kubernetes object, under a kind of ours. */
export function otherObject(kind: DocumentKind, draft: Draft, value: unknown, about: Fields = {}): KubeObject {
  const root = ROOTS[kind] ?? 'content';
  const name = textAt(about, 'release') ?? (kind === 'Workflow' ? textAt(value, 'name') : undefined) ?? draftName(draft);
  const { namespace, ...rest } = about;
  const known = Object.fromEntries(Object.entries(rest).filter(([, each]) => each !== undefined));
  return documentObject(kind, name, { ...known, [root]: value }, text(namespace));
}

/** A path in an object of ours as a path in the document that it was made from. */
export function pathInDocument({ apiVersion, kind }: KubeObject, path: string): string {
  const root = apiVersion === DOCUMENT ? ROOTS[kind] : undefined;
  if (root === undefined || !path.startsWith(root)) return path;
  return path.slice(root.length).replace(/^\./, '');
}

/** `line 12` as a path names a line of a text, from 1; so does `text:12`. */
export function lineInText(path: string): number | undefined {
  const line = /^(?:text:|line )(\d+)$/.exec(path)?.[1];
  return line === undefined ? undefined : Number(line);
}
