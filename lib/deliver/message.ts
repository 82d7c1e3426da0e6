import { InputError } from '../errors.ts';
import type { ObjectChange } from './object-change.ts';
import { oneLine, valueText } from './object-diff.ts';
import { UNCOMMITTED } from './plan.ts';

/** Objects that a message lists by name; the rest are counted. */
const MOST_LISTED = 20;

/** Longest first line. Unit: characters. */
const SUBJECT_LENGTH = 100;

/** What a commit says about itself at the end of its message, as `git interpret-trailers` reads it. */
export interface Trailer {
  readonly key: 'Slipway-Source' | 'Slipway-Clusters' | 'Slipway-Version' | 'Slipway-Rollback-To' | 'Slipway-Forced';
  readonly value: string;
}

/** A delivery in spite of errors that the proof found. */
export interface Forced {
  /** The person's reason, one line. */
  readonly reason: string;
  /** Errors that were found, at least one. */
  readonly errors: number;
}

export interface MessageParts {
  readonly changes: readonly ObjectChange[];
  /** Clusters that were delivered, changed or not. */
  readonly clusters: readonly string[];
  readonly version: string;
  /** Commit of the program that synthesized the files. @default "uncommitted" */
  readonly sourceCommit?: string | undefined;
  /** Why it is delivered although the proof failed. @default it did not fail */
  readonly forced?: Forced | undefined;
  /** The commit of the target whose state is brought back. @default it is what the sources say now */
  readonly rollbackTo?: string | undefined;
  /** The person's own words in place of the first line and the list. */
  readonly message?: string | undefined;
}

/** The trailers of a delivery. Throws an InputError for a value that would start a second line. */
export function trailers({
  clusters,
  version,
  sourceCommit = UNCOMMITTED,
  forced,
  rollbackTo,
}: Omit<MessageParts, 'changes'>): readonly Trailer[] {
  const all: Trailer[] = [
    { key: 'Slipway-Source', value: sourceCommit },
    { key: 'Slipway-Clusters', value: clusters.join(', ') },
    { key: 'Slipway-Version', value: version },
  ];
  if (rollbackTo !== undefined) all.push({ key: 'Slipway-Rollback-To', value: rollbackTo });
  if (forced !== undefined) {
    all.push({ key: 'Slipway-Forced', value: `${forced.reason} (${forced.errors} ${forced.errors === 1 ? 'error' : 'errors'})` });
  }
  for (const { key, value } of all) {
    if (oneLine(value) !== value)
      throw new InputError(key, `${JSON.stringify(value)} has a line break or a control character`, 'Write it in one line.');
  }
  return all;
}

/** The whole commit message: the same for the same delivery. */
export function commitMessage(parts: MessageParts): string {
  const words = parts.message === undefined ? `${firstLine(parts)}\n${list(parts.changes)}` : own(parts.message);
  const end = trailers(parts).map(({ key, value }) => `${key}: ${value}`);
  return `${words.trimEnd()}\n\n${end.join('\n')}\n`;
}

function firstLine({ changes, rollbackTo }: MessageParts): string {
  const line = subject(changes);
  return rollbackTo === undefined ? line : `${line}, back to ${rollbackTo.slice(0, 7)}`;
}

/** `homelab: web image v84 → v85`, or `homelab: 3 objects changed, 1 added`. */
export function subject(changes: readonly ObjectChange[]): string {
  const clusters = [...new Set(changes.map(({ cluster }) => cluster))].sort();
  const where = clusters.length > 3 ? `${clusters.length} clusters` : clusters.join(', ');
  const [first] = changes;
  if (first === undefined) return 'Write down what is ours';

  const whole = changes.length === 1 ? single(first) : counted(changes);
  const line = `${where}: ${whole}`;
  return line.length <= SUBJECT_LENGTH ? line : `${where}: ${counted(changes)}`;
}

function single({ action, object, fields }: ObjectChange): string {
  const [field] = fields;
  if (action !== 'change' || field === undefined || fields.length > 1) return `${object} ${VERBS[action]}`;
  const name = object.slice(object.lastIndexOf('/') + 1).replace(/^\S+ /, '');
  const [old, next] = withoutCommonRepository(field.old, field.new);
  return `${name} ${lastField(field.path)} ${valueText(old, 40)} → ${valueText(next, 40)}`;
}

const VERBS = { add: 'added', change: 'changed', remove: 'removed' } as const;

function counted(changes: readonly ObjectChange[]): string {
  const parts = (['change', 'add', 'remove'] as const).map((action) => ({
    action,
    count: changes.filter((change) => change.action === action).length,
  }));
  const [first, ...rest] = parts.filter(({ count }) => count > 0);
  if (first === undefined) return 'nothing changed';
  const objects = `${first.count} ${first.count === 1 ? 'object' : 'objects'} ${VERBS[first.action]}`;
  return [objects, ...rest.map(({ action, count }) => `${count} ${VERBS[action]}`)].join(', ');
}

/** `image` of `spec.template.spec.containers[web].image`; of a list item, list and item. */
function lastField(path: string): string {
  return /(?:^|\.)([\w-]+(?:\[[^\]]*\])*(?: \(order\))?)$/.exec(path)?.[1] ?? path;
}

/** Two tags of one image differ only behind the colon. */
function withoutCommonRepository(old: unknown, next: unknown): readonly [unknown, unknown] {
  if (typeof old !== 'string' || typeof next !== 'string') return [old, next];
  const end = old.lastIndexOf(':') + 1;
  if (end < 2 || !/^[\w./:-]+$/.test(old) || old.slice(0, end) !== next.slice(0, end)) return [old, next];
  return [old.slice(end), next.slice(end)];
}

function list(changes: readonly ObjectChange[]): string {
  const lines: string[] = [];
  for (const { action, cluster, object, fields } of changes.slice(0, MOST_LISTED)) {
    lines.push(`- ${cluster}: ${object} ${VERBS[action]}`);
    const shown = fields.length > 3 ? fields.slice(0, 3) : fields;
    for (const { path, old, new: next } of shown) lines.push(`  ${path}: ${valueText(old)} → ${valueText(next)}`);
    if (fields.length > shown.length) lines.push(`  and ${fields.length - shown.length} more fields`);
  }
  if (changes.length > MOST_LISTED) lines.push(`- and ${changes.length - MOST_LISTED} more`);
  return lines.length === 0 ? '' : `\n${lines.join('\n')}`;
}

function own(message: string): string {
  const text = message.replaceAll('\r\n', '\n').trim();
  if (text === '' || /[^\P{Cc}\n\t]/u.test(text)) {
    throw new InputError('message', 'the commit message is empty or has control characters', 'Write it as plain text.');
  }
  return text;
}
