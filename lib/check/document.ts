import type { KubeObject } from '../manifest/manifest.ts';

/**
 * API version of documents that belong to a platform and are no Kubernetes objects. They are judged like objects, each under a kind
 * of its own, so that a rule names them in `kinds` and a finding says what it is about.
 */
export const DOCUMENT = 'slipway.dev/v1';

/** Kinds of such documents. `metadata.name` is the file's path without its ending, where nothing better names it. */
export type DocumentKind =
  /** Values of a Helm chart in a file of their own: `values`, and `chart`, `version`, `release` where known. */
  | 'HelmValues'
  /** A GitHub Actions workflow: `workflow`, the parsed file. */
  | 'Workflow'
  /** A shell script: `text`. */
  | 'Script'
  /** The shell blocks of a Markdown guide, on their lines: `text`. */
  | 'Guide'
  /** The shell blocks of a Markdown file that nobody asked about: what they install is there, and nothing is said of them. `text`. */
  | 'Aside'
  /** Any other file that a rule may read, such as Terraform: `text`. */
  | 'TextFile'
  /** Any other YAML or JSON: `content`, the parsed file. */
  | 'Config'
  /** A file that cannot be read as a whole: `problems`, one for each document that does not parse. */
  | 'Unreadable';

/** Kind of a document for `Rule.kinds` and `World.ofKind`. */
export function documentKind(kind: DocumentKind): string {
  return `${DOCUMENT}/${kind}`;
}

/** A document as an object that rules can be asked about. */
export function documentObject(
  kind: DocumentKind,
  name: string,
  fields: Readonly<Record<string, unknown>>,
  namespace?: string,
): KubeObject {
  return { apiVersion: DOCUMENT, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, ...fields };
}
