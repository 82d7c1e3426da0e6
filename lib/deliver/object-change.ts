import { documentChanges, nameInText, oneLine, parseBoth } from './object-diff.ts';
import type { FieldChange, YamlMap } from './object-diff.ts';
import { appOf, clusterOf } from './place.ts';
import type { Change } from './plan.ts';

/** One change of a plan in the words of Kubernetes. */
export interface ObjectChange {
  readonly action: Change['action'];
  /** Path in the target, `homelab/blog-system/rollout.web.yaml`. */
  readonly path: string;
  /** First folder. */
  readonly cluster: string;
  /** Second folder; empty for a file that lies directly in the cluster's. */
  readonly app: string;
  /** `Rollout blog-system/web`; the path where the file is not one Kubernetes object. */
  readonly object: string;
  /** What differs; only for `change`. */
  readonly fields: readonly FieldChange[];
  /** The whole text before and after; undefined where there is no file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Both texts as data; only for `change`, and only where both are one YAML mapping. */
  readonly data?: { readonly old: YamlMap; readonly next: YamlMap } | undefined;
}

/** Says what a change means; `before` is the text of its blob `was`. */
export function objectChange(change: Change, before: string | undefined): ObjectChange {
  const after = change.action === 'remove' ? undefined : change.text;
  let read: { readonly data: ObjectChange['data'] } | undefined;
  const both = (): ObjectChange['data'] =>
    (read ??= { data: before === undefined || after === undefined ? undefined : bothOf(before, after) }).data;
  let [object, fields]: [string | undefined, readonly FieldChange[] | undefined] = [undefined, undefined];
  return Object.freeze({
    action: change.action,
    path: change.path,
    cluster: clusterOf(change.path),
    app: appOf(change.path),
    // Only when somebody asks: there may be ten thousand, of which a message names twenty.
    get object() {
      return (object ??= nameInText(after ?? before ?? '') ?? oneLine(change.path));
    },
    get fields() {
      const data = both();
      return (fields ??= data === undefined ? [] : fieldsOf(data.old, data.next));
    },
    before,
    after,
    get data() {
      return both();
    },
  });
}

/** Kind, namespace and name of an object as {@link ObjectChange} writes it; no kind for a file that is none. */
export interface NameParts {
  readonly kind: string;
  /** Empty outside namespaces. */
  readonly namespace: string;
  readonly name: string;
}

export function nameParts(object: string): NameParts {
  const [, kind = '', namespace = '', name = object] = /^(\w+) (?:([^/]*)\/)?(.*)$/.exec(object) ?? [];
  return { kind, namespace, name };
}

/** What differs. What is in a Secret goes into no commit message, plan or comment. */
function fieldsOf(old: YamlMap, next: YamlMap): readonly FieldChange[] {
  const fields = documentChanges(old, next);
  if (old['kind'] !== 'Secret' && next['kind'] !== 'Secret') return fields;
  const hidden = (value: unknown): unknown => (value === undefined ? undefined : '(not shown)');
  return fields.map((field) =>
    /^(data|stringData)\b/.test(field.path) || field.path.includes('last-applied-configuration')
      ? { ...field, old: hidden(field.old), new: hidden(field.new) }
      : field,
  );
}

function bothOf(before: string, after: string): ObjectChange['data'] {
  const [old, next] = parseBoth(before, after);
  return old === undefined || next === undefined ? undefined : { old, next };
}
