import type { SecurityContext } from 'cdk8s-plus-30/lib/imports/k8s';

/** User `nobody`: owns no file in common images. */
export const NOBODY_UID = 65534;

/** What a root process may still do after everything else was dropped. */
export type Capability = 'CHOWN' | 'NET_BIND_SERVICE' | 'SETGID' | 'SETUID';

/** Runs as an ordinary user that cannot become root (L-12). @param uid @default 65534 */
export function unprivileged(uid = NOBODY_UID): SecurityContext {
  return { runAsNonRoot: true, runAsUser: uid, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
}

/** Starts as root, as nginx does to open port 80 and hand over to its workers, with only these capabilities. */
export function rootWith(...add: readonly Capability[]): SecurityContext {
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: [...add] } };
}
