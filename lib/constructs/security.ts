import type { SecurityContext } from 'cdk8s-plus-30/lib/imports/k8s';

/** User `nobody`: owns no file in common images. */
export const NOBODY_UID = 65534;

/** What a root process may still do after everything else was dropped. */
export type Capability = 'CHOWN' | 'NET_BIND_SERVICE' | 'SETGID' | 'SETUID';

/** Calls of the kernel that the container runtime considers safe; Kubernetes gives every call unless told. */
const SECCOMP = { type: 'RuntimeDefault' };

/** Runs as an ordinary user that cannot become root (L-12); `nobody` in its own group as well. @param uid @default 65534 */
export function unprivileged(uid = NOBODY_UID): SecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: uid,
    ...(uid === NOBODY_UID ? { runAsGroup: uid } : {}),
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: SECCOMP,
  };
}

/** Starts as root, as nginx does to open port 80 and hand over to its workers, with only these capabilities. */
export function rootWith(...add: readonly Capability[]): SecurityContext {
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: [...add] }, seccompProfile: SECCOMP };
}

/** The same, for a program that writes into mounted volumes only: nobody can leave a file behind in its container. */
export function readOnly(context: SecurityContext): SecurityContext {
  return { ...context, readOnlyRootFilesystem: true };
}
