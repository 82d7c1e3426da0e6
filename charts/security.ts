import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { CiliumQuarantine } from '../lib/constructs/cilium-quarantine.ts';
import { NAMESPACES } from './namespaces.ts';

/** What the label of the response engine leads to: no traffic (D-09). The engine itself and Falco are third-party software. */
export class SecurityChart extends Chart {
  /** The label that cuts a pod off. */
  readonly quarantine: Readonly<Record<string, string>>;

  constructor(scope: Construct) {
    super(scope, 'falco-quarantine', { namespace: NAMESPACES.falco.name, disableResourceNameHashes: true });
    this.quarantine = new CiliumQuarantine(this, 'Quarantine').label;
  }
}
