import type { KindRef } from '../../lib/constructs/argo-project.ts';

/** A part of the Kubernetes API that a program of the cluster serves. */
export const API_SERVICES: KindRef = { group: 'apiregistration.k8s.io', kind: 'APIService' };
