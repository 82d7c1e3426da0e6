import { isDeepStrictEqual } from 'node:util';
import { identity, type KubeObject } from '../../../manifest/manifest.ts';
import { Quantity } from '../../../values/quantity.ts';
import { IMMUTABLE_FIELDS, type ImmutableField } from '../../immutable-fields.ts';
import { at, text, textAt } from '../../read.ts';
import { defineRule, kindKey, kindOf, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

const BY_KIND = new Map(Object.entries(IMMUTABLE_FIELDS).map(([kind, list]) => [kindKey(kind), list]));

/** Longest value that a message repeats. Unit: characters. */
const LONGEST = 60;

export const immutableField = defineRule({
  id: 'immutable-field',
  severity: 'error',
  kinds: Object.keys(IMMUTABLE_FIELDS),
  asks: 'No field changes that the API server keeps as it was made.',
  source: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/core/validation/validation.go',
  *check({ object, cluster }, world) {
    const before = objectsBefore(world).get(`${cluster ?? ''} ${identity(object)}`);
    if (before === undefined || isReplaced(object)) return;

    const fix = 'Keep the value; or give the object another name; or delete it on the cluster first, and what it holds with it.';
    const why = 'The API server answers "field is immutable": the sync fails there, at every attempt, until somebody steps in.';
    for (const field of BY_KIND.get(kindOf(object)) ?? []) {
      const change = changeOf(before, object, field);
      if (change !== undefined) yield { path: field.path, message: change, why, fix };
    }
    yield* shrunk(before, object);
  },
});

function objectsBefore(world: World): ReadonlyMap<string, KubeObject> {
  return world.everywhere.once('objects before', () => {
    const before = world.everywhere.before ?? [];
    return new Map(before.map(({ object, cluster }) => [`${cluster ?? ''} ${identity(object)}`, object]));
  });
}

/** Argo CD makes hooks anew at each sync, and what is to be replaced by force. */
function isReplaced({ metadata }: KubeObject): boolean {
  const annotations = { ...metadata.annotations };
  return (
    'argocd.argoproj.io/hook' in annotations ||
    'helm.sh/hook' in annotations ||
    /\bForce=true\b/.test(text(annotations['argocd.argoproj.io/sync-options']) ?? '')
  );
}

function changeOf(before: KubeObject, after: KubeObject, { path, whenAbsent, written, onlyIf }: ImmutableField): string | undefined {
  if (onlyIf !== undefined && at(before, onlyIf) !== true) return undefined;
  const [was, is] = [at(before, path) ?? whenAbsent, at(after, path) ?? whenAbsent];
  if (isDeepStrictEqual(was, is)) return undefined;
  if (written === true && (is === undefined || (was === undefined && is !== 'None'))) return undefined;
  // What a Secret holds is not repeated.
  if (onlyIf !== undefined || (shown(was).length > LONGEST && shown(is).length > LONGEST)) return 'it was changed, and may not be';
  return `it was ${shown(was)}, is ${shown(is)}, and may not change`;
}

function shown(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value);
}

/** A claim may grow and never shrink. */
function* shrunk(before: KubeObject, after: KubeObject): Iterable<Issue> {
  if (after.kind !== 'PersistentVolumeClaim') return;
  const path = 'spec.resources.requests.storage';
  const [was, is] = [textAt(before, path), textAt(after, path)];
  if (was === undefined || is === undefined || !isLess(is, was)) return;
  const why = 'The API server refuses a claim that shrinks, and the sync fails there.';
  yield {
    path,
    message: `the claim had ${was} and is to have ${is}: a claim never shrinks`,
    why,
    fix: `Keep ${was}, or move the data to a claim with another name.`,
  };
}

function isLess(one: string, other: string): boolean {
  try {
    return Quantity.parse(one).compare(Quantity.parse(other)) < 0;
  } catch {
    return false;
  }
}
