import { InputError } from '../../errors.ts';
import type { Finding } from '../check.ts';
import { fields, itemsAt, textAt } from '../read.ts';
import { fingerprint } from './fingerprint.ts';

/** A file of findings that are known: `{"version":1,"findings":[{"fingerprint":…,"rule":…,"object":…,"file":…}]}`. */
export function baselineText(findings: readonly Finding[]): string {
  const known = findings.map((finding) => {
    const { rule, object, file = '' } = finding;
    return { fingerprint: fingerprint(finding), rule, object: `${object.kind} ${object.namespace ?? ''}/${object.name}`, file };
  });
  known.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0));
  return `${JSON.stringify({ version: 1, findings: known }, null, 1)}\n`;
}

/** How often each fingerprint is known. `where`: the file's name, for the InputError that a broken one throws. */
export function readBaseline(text: string, where: string): ReadonlyMap<string, number> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new InputError(where, 'it is no JSON', 'Write it again with --write-baseline.');
  }
  if (fields(content)['version'] !== 1)
    throw new InputError(where, 'it is no baseline of this version of slipway', 'Write it again with --write-baseline.');
  const known = new Map<string, number>();
  for (const each of itemsAt(content, 'findings')) {
    const print = textAt(each, 'fingerprint') ?? '';
    known.set(print, (known.get(print) ?? 0) + 1);
  }
  return known;
}

/** Findings that are not known; of several that look alike, those beyond the number that is known. */
export function newFindings(findings: readonly Finding[], known: ReadonlyMap<string, number>): readonly Finding[] {
  const left = new Map(known);
  return findings.filter((finding) => {
    const print = fingerprint(finding);
    const amount = left.get(print) ?? 0;
    if (amount > 0) left.set(print, amount - 1);
    return amount === 0;
  });
}
