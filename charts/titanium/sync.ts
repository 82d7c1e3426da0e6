import type { SyncBehaviour } from '../../lib/constructs/argo-application.ts';

/** Argo CD's own project, which permits everything (seed 003, Argo CD). */
export const DEFAULT_PROJECT = 'default';

/** How every Application is synced (seed 003, Argo CD): five attempts, 5 s to 3 min apart. */
export const SYNC: SyncBehaviour = {
  retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
  options: ['ServerSideApply=true', 'PruneLast=true', 'Validate=true'],
  refuseEmpty: true,
};
