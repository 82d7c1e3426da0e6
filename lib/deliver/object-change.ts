import { fieldChanges, nameInText, oneLine } from './object-diff.ts';
import type { FieldChange } from './object-diff.ts';
import { clusterOf } from './plan.ts';
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
}

/** Says what a change means; `before` is the text of its blob `was`. */
export function objectChange(change: Change, before: string | undefined): ObjectChange {
  const after = change.action === 'remove' ? undefined : change.text;
  const [cluster, app] = [clusterOf(change.path), change.path.split('/').slice(1, -1)[0] ?? ''];
  return Object.freeze({
    action: change.action,
    path: change.path,
    cluster,
    app,
    object: nameInText(after ?? before ?? '') ?? oneLine(change.path),
    fields: before !== undefined && after !== undefined ? fieldChanges(before, after) : [],
    before,
    after,
  });
}
