/**
 * Annotations and labels of Argo CD, without the prefix `argocd.argoproj.io/`.
 * @see https://argo-cd.readthedocs.io/en/latest/user-guide/annotations-and-labels/
 */
export const ARGOCD_WORDS: ReadonlySet<string> = new Set(
  'application-set-name application-set-refresh application-set-template auto-label-cluster-info client-side-apply-migration-manager cluster compare-options deletion-approved health-aggregate-overrides hook hook-delete-policy hydrate hydrate-timestamp ignore-default-links ignore-healthcheck ignore-resource-updates ignore-restart-policy installation-id instance kubernetes-version managed-by managed-by-url manifest-generate-paths refresh refresh-timestamp secret-type skip-reconcile sync-options sync-wave tracking-id'
    .split(' ')
    .map((name) => `argocd.argoproj.io/${name}`),
);

/**
 * Values of sync options, by name; those of `syncPolicy.syncOptions` and of the annotation alike.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export const SYNC_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  ApplyOutOfSyncOnly: ['true', 'false'],
  ClientSideApplyMigration: ['true', 'false'],
  CreateNamespace: ['true', 'false'],
  Delete: ['true', 'false', 'confirm'],
  FailOnSharedResource: ['true', 'false'],
  Force: ['true', 'false'],
  Prune: ['true', 'false', 'confirm'],
  PruneLast: ['true', 'false'],
  PrunePropagationPolicy: ['background', 'foreground', 'orphan'],
  Replace: ['true', 'false'],
  RespectIgnoreDifferences: ['true', 'false'],
  ServerSideApply: ['true', 'false'],
  SkipDryRunOnMissingResource: ['true', 'false'],
  Validate: ['true', 'false'],
  DisableClientSideApplyMigration: ['true', 'false'],
};

/** Options that only the Application knows, not the annotation of one object. */
export const OF_APPLICATIONS: ReadonlySet<string> = new Set([
  'ApplyOutOfSyncOnly',
  'CreateNamespace',
  'FailOnSharedResource',
  'PrunePropagationPolicy',
  'RespectIgnoreDifferences',
]);

/** Values of `argocd.argoproj.io/hook`. @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/ */
export const HOOKS: readonly string[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'];

/** Values of `argocd.argoproj.io/hook-delete-policy`. */
export const HOOK_DELETION: readonly string[] = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'];
