import { KubeServiceAccount } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';

export interface ServiceAccountProps {
  readonly name: string;
  readonly namespace: string;
}

/** Who some pods are, for the mesh and its policies. No token is mounted: none of our programs talks to the API server. */
export class ServiceAccount extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { name, namespace }: ServiceAccountProps) {
    super(scope, id);
    this.name = name;
    new KubeServiceAccount(this, 'Resource', { metadata: { name, namespace }, automountServiceAccountToken: false });
  }
}
