import { isMap } from './object-diff.ts';

/**
 * The file by which GitOps Promoter knows which commit of the sources ("dry") a commit of manifests ("hydrated") was made from.
 * @see https://gitops-promoter.readthedocs.io/en/latest/custom-hydrator/
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/
 */
export const HYDRATOR_FILE = 'hydrator.metadata';

/** Where the same is noted for commits that stay as they are: both projects fix this name. */
export const HYDRATOR_NOTES_REF = 'refs/notes/hydrator.metadata';

/** A commit of the sources. */
export interface DryCommit {
  readonly sha: string;
  /** Without credentials. @default not told */
  readonly repoUrl?: string | undefined;
  /** `Name <mail>` */
  readonly author: string;
  /** As RFC 3339 writes it. */
  readonly date: string;
  readonly subject: string;
  /** What follows the subject. */
  readonly body: string;
}

/** Starts the one command that the file names, by which ours is known from that of another hydrator. */
const COMMAND = 'slipway synth';

/** Trailers by which a commit of the sources names the commit that it goes back to: of an application, for example. */
const REFERENCE = /^Argocd-reference-commit-(repourl|author|date|subject|body|sha): (.+)$/i;

/** The file, and the commit of the sources that it names. */
export interface Metadata {
  readonly sha: string;
  readonly text: string;
}

/** The file: the same for the same commit and clusters. Fields that are empty are left out, as Argo CD does. */
export function metadataOf(dry: DryCommit, clusters: readonly string[]): Metadata {
  const { reference, rest } = referenceOf(dry.body);
  const metadata = {
    repoURL: dry.repoUrl,
    drySha: dry.sha,
    commands: [[COMMAND, ...clusters.map((cluster) => `--cluster ${cluster}`)].join(' ')],
    author: dry.author === '' ? undefined : dry.author,
    date: dry.date,
    subject: dry.subject === '' ? undefined : dry.subject,
    body: rest === '' ? undefined : rest,
    references: reference === undefined ? undefined : [{ commit: reference }],
  };
  return { sha: dry.sha, text: `${JSON.stringify(metadata, null, 2)}\n` };
}

/** The text of the note. */
export function printNote(sha: string): string {
  return `${JSON.stringify({ drySha: sha })}\n`;
}

/** The file that slipway wrote; undefined for one of somebody else. */
export function parseMetadata(text: string): Metadata | undefined {
  try {
    const data: unknown = JSON.parse(text);
    if (!isMap(data) || typeof data['drySha'] !== 'string') return undefined;
    const { commands, drySha: sha } = data;
    const ours = Array.isArray(commands) && typeof commands[0] === 'string' && `${commands[0]} `.startsWith(`${COMMAND} `);
    return ours ? { sha, text } : undefined;
  } catch {
    return undefined;
  }
}

interface Reference {
  readonly sha?: string;
  readonly repoURL?: string;
  readonly author?: string;
  readonly date?: string;
  readonly subject?: string;
  readonly body?: string;
}

/** The trailers taken out of the body, as Argo CD takes them. */
function referenceOf(body: string): { readonly reference: Reference | undefined; readonly rest: string } {
  const found: Record<string, string> = {};
  const rest: string[] = [];
  for (const line of body.split('\n')) {
    const [, key = '', value = ''] = REFERENCE.exec(line) ?? [];
    if (key === '') rest.push(line);
    else found[key.toLowerCase() === 'repourl' ? 'repoURL' : key.toLowerCase()] = key.toLowerCase() === 'body' ? quoted(value) : value;
  }
  const { author, date, subject, sha, repoURL } = found;
  const reference = { author, date, subject, body: found['body'], sha, repoURL };
  return { reference: sha === undefined ? undefined : (reference as Reference), rest: rest.join('\n').trim() };
}

/** A body is written as a JSON string, as it may have several lines. */
function quoted(value: string): string {
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : value;
  } catch {
    return value;
  }
}
