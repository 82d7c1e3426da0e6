import { KubePersistentVolumeClaim, Quantity } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import type { Quantity as Size } from '../values/quantity.ts';
import { KEEP } from './argo-application.ts';
import type { Volume } from './container.ts';

export interface VolumeClaimProps {
  readonly name: string;
  readonly namespace: string;
  readonly size: Size;
  /** Named always: a cluster may have no default, and the claim would wait for ever (seed 003, L10). */
  readonly storageClass: string;
}

/** A volume for one pod at a time, which outlives the pods and the Application. */
export class VolumeClaim extends Construct {
  /** The volume as pods mount it. */
  readonly volume: Volume;

  constructor(scope: Construct, id: string, { name, namespace, size, storageClass }: VolumeClaimProps) {
    super(scope, id);
    this.volume = { kind: 'claim', name: 'data', claim: name };
    new KubePersistentVolumeClaim(this, 'Resource', {
      metadata: { name, namespace, annotations: KEEP },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: storageClass,
        resources: { requests: { storage: Quantity.fromString(size.text) } },
      },
    });
  }
}
