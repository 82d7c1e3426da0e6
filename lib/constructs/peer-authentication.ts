import { Construct } from 'constructs';
import { PeerAuthentication as Resource, PeerAuthenticationSpecMtlsMode as Mode } from '../../imports/security.istio.io.ts';
import type { MeshNamespace } from './mesh-namespace.ts';

/** Says for a whole namespace what its sidecars accept. The one of a namespace is called `default`. */
export class PeerAuthentication extends Construct {
  constructor(scope: Construct, id: string, { namespace }: { readonly namespace: MeshNamespace }) {
    super(scope, id);
    new Resource(this, 'Resource', {
      metadata: { name: 'default', namespace: namespace.name },
      spec: { mtls: { mode: Mode[namespace.mtls] } },
    });
  }
}
