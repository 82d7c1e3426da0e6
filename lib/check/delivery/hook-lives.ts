import { textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** Objects that Argo CD takes away again once the sync has succeeded. */
export type HookLife = 'until success' | 'until the next sync';

const DELETED = ['HookSucceeded', 'hook-succeeded'];

/**
 * How long a hook stays; `undefined` for what is none, or is never deleted by a sync.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/#hook-lifecycle-and-cleanup
 */
export function hookLife({ object }: WorldObject): HookLife | undefined {
  if (object.metadata.annotations === undefined) return undefined;
  const annotations = textsAt(object, 'metadata.annotations');
  const hook = annotations['argocd.argoproj.io/hook'] ?? annotations['helm.sh/hook'];
  if (hook === undefined || /skip|test|crd-install|rollback/i.test(hook)) return undefined;
  const policies = (annotations['argocd.argoproj.io/hook-delete-policy'] ?? annotations['helm.sh/hook-delete-policy'] ?? '')
    .split(',')
    .map((each) => each.trim());
  return policies.some((each) => DELETED.includes(each)) ? 'until success' : 'until the next sync';
}
