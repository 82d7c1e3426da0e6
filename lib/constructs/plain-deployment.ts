import type { Construct } from 'constructs';
import { ServedDeployment, type ServedDeploymentProps } from './served-deployment.ts';

export type PlainDeploymentProps = ServedDeploymentProps;

/** A program behind a Service, without a sidecar: where there is no mesh, or outside of it. */
export class PlainDeployment extends ServedDeployment {
  declare readonly inMesh: false;

  constructor(scope: Construct, id: string, props: PlainDeploymentProps) {
    super(scope, id, props, { inMesh: false });
  }
}
