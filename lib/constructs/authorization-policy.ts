import { Construct } from 'constructs';
import { AuthorizationPolicy as Resource, AuthorizationPolicySpecAction as Action } from '../../imports/security.istio.io.ts';
import type { Workload } from './workload.ts';

export interface AuthorizationPolicyProps {
  /** @default `<workload>-authz` */
  readonly name?: string | undefined;
  /** Whose sidecars ask. Without sidecar nobody would. */
  readonly workload: Workload;
  /** Ports that are admitted, for everybody; every other port is refused. */
  readonly ports: readonly number[];
}

/** Lets requests to the named ports through the sidecars of a workload and refuses the rest. */
export class AuthorizationPolicy extends Construct {
  constructor(scope: Construct, id: string, { workload, name = `${workload.name}-authz`, ports }: AuthorizationPolicyProps) {
    super(scope, id);
    new Resource(this, 'Resource', {
      metadata: { name, namespace: workload.namespace },
      spec: {
        selector: { matchLabels: { ...workload.podLabels } },
        action: Action.ALLOW,
        rules: [{ to: [{ operation: { ports: ports.map(String) } }] }],
      },
    });
    this.node.addValidation({
      validate: () =>
        workload.inMesh
          ? []
          : [`${workload.name} has no sidecar: nobody would ask this policy. Put the workload into the mesh, or use a network policy.`],
    });
  }
}
