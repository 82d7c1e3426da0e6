import type { KubeObject } from '../../manifest/manifest.ts';
import { isGuide } from '../guides.ts';
import { fields, textAt } from '../read.ts';
import { shippedKind } from '../schema/kinds.ts';
import { judgeKind } from '../schema/kind-checks.ts';
import type { Problem } from '../schema/problem.ts';
import { walk } from '../schema/walk.ts';
import { isObject, type Draft } from './drafts.ts';

/** A name that whoever copies the text is to fill in. */
const OPEN = /[<>{}$]|\.\.\.|…|^(my|your|some|example)-?(name|app)?$/i;

/**
 * Whether an object in a guide is only a part of one, shown for a few of its fields: it has no name, or one to fill in, or lacks what
 * every object of its kind must have.
 */
export function isExcerpt({ value }: Draft): boolean {
  if (!isObject(value)) return true;
  const name = textAt(value, 'metadata.name') ?? textAt(value, 'metadata.generateName');
  if (name === undefined || OPEN.test(name) || OPEN.test(textAt(value, 'metadata.namespace') ?? '')) return true;
  const kind = shippedKind(value.apiVersion, value.kind);
  if (kind === undefined) return Object.keys(fields(value)).length < 4 && !('spec' in value) && !('data' in value);
  let lacks = false;
  const report = ({ sort }: Problem): void => {
    lacks ||= sort === 'missing';
  };
  walk(kind.schema, value, '', { report, minor: undefined, shallow: false, sure: false });
  judgeKind(value as unknown as KubeObject, report);
  return lacks;
}

/** Objects of guides without those that stand in several blocks: steps and cases, of which one is taken at a time. */
export function withoutCases(drafts: Draft[]): Draft[] {
  const times = new Map<string, number>();
  const guided = drafts.filter(({ file }) => isGuide(file));
  for (const each of guided) times.set(keyOf(each), (times.get(keyOf(each)) ?? 0) + 1);
  return guided.length === 0 ? drafts : drafts.filter((each) => !isGuide(each.file) || times.get(keyOf(each)) === 1);
}

function keyOf({ value }: Draft): string {
  return JSON.stringify([
    fields(value)['kind'],
    textAt(value, 'metadata.namespace'),
    textAt(value, 'metadata.name') ?? textAt(value, 'metadata.generateName'),
  ]);
}
