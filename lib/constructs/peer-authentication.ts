import { Construct } from 'constructs';
import { PeerAuthentication as Resource, PeerAuthenticationSpecMtlsMode as Mode } from '../../imports/security.istio.io.ts';
import { servedByIstio } from './istio-api.ts';
import type { MeshNamespace } from './mesh-namespace.ts';

export interface PeerAuthenticationProps {
  readonly namespace: MeshNamespace;
  /** @default default, as everybody looks for it */
  readonly name?: string | undefined;
}

/** Says for a whole namespace what its sidecars accept. */
export class PeerAuthentication extends Construct {
  constructor(scope: Construct, id: string, { namespace, name = 'default' }: PeerAuthenticationProps) {
    super(scope, id);
    servedByIstio(
      new Resource(this, 'Resource', {
        metadata: { name, namespace: namespace.name },
        spec: { mtls: { mode: Mode[namespace.mtls] } },
      }),
    );
  }
}
