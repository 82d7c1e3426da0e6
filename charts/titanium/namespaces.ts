import type { MeshNamespace } from '../../lib/constructs/mesh-namespace.ts';
import { Resources } from '../../lib/values/resources.ts';

/** Every pod has a sidecar and takes mutual TLS only (seed 003, Istio). */
export const PRODUCTION = {
  name: 'titanium-prod',
  injection: true,
  mtls: 'STRICT',
  // All four: any one of them makes the injector drop the defaults of the other three (L1, L2).
  sidecar: Resources.of({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
} as const satisfies MeshNamespace<'STRICT'>;

/** A developer's machine: no mesh (seed 003, target local). */
export const LOCAL = { name: 'titanium-local', injection: false, mtls: 'DISABLE' } as const satisfies MeshNamespace<'DISABLE'>;

export const MONITORING = 'monitoring';
export const ISTIO = 'istio-system';
