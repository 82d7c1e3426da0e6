import type { MeshNamespace } from '../../../lib/constructs/mesh-namespace.ts';
import { Resources } from '../../../lib/values/resources.ts';

/** Every pod has a sidecar and takes mutual TLS only. */
export const SHOP = {
  name: 'shop',
  injection: true,
  mtls: 'STRICT',
  sidecar: Resources.of({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
} as const satisfies MeshNamespace<'STRICT'>;
