/**
 * Order in which a cluster of the fleet comes up (seed 004, sync waves). On objects of a cluster's own tree the number
 * stands as it is; Applications for app clusters carry {@link REMOTE} more, so that none of them holds up the management
 * cluster before it has registered them.
 */
export const WAVE = {
  namespaces: 0,
  definitions: 1,
  network: 2,
  addressesAndStorage: 3,
  networkPolicies: 4,
  certificates: 5,
  bootstrapPki: 6,
  vault: 7,
  vaultPki: 8,
  externalSecrets: 9,
  secrets: 10,
  objectStore: 11,
  observability: 12,
  policyEngine: 13,
  policies: 14,
  backup: 15,
  conveniences: 16,
  workloads: 20,
} as const;

/** Added to the wave of an Application that installs on another cluster than the one where it stands. */
export const REMOTE = 100;

/** Annotations of one of our own objects. `definedElsewhere`: an Application brings its definition, so the first dry run may not know it. */
export function inWave(wave: number, { definedElsewhere = false }: { readonly definedElsewhere?: boolean } = {}): Record<string, string> {
  return {
    'argocd.argoproj.io/sync-wave': String(wave),
    ...(definedElsewhere ? { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' } : {}),
  };
}
