import { KubeNetworkPolicy } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { NetworkIsolationPolicy } from './network-isolation-policy.ts';
import { Workload } from './workload.ts';

export interface NetworkDefaultDenyProps {
  readonly namespace: string;
}

/**
 * Closes a namespace: a pod that no other policy selects may neither call nor be called. Every workload of the namespace
 * must have its `NetworkIsolationPolicy`, or it would be cut off.
 */
export class NetworkDefaultDeny extends Construct {
  constructor(scope: Construct, id: string, { namespace }: NetworkDefaultDenyProps) {
    super(scope, id);
    new KubeNetworkPolicy(this, 'Resource', {
      metadata: { name: 'default-deny', namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    this.node.addValidation({ validate: () => this.cutOff(namespace) });
  }

  private cutOff(namespace: string): string[] {
    const all = this.node.root.node.findAll();
    const isolated = new Set(all.flatMap((each) => (each instanceof NetworkIsolationPolicy ? [each.workload] : [])));
    return all
      .filter((each) => each instanceof Workload)
      .filter((workload) => workload.namespace === namespace && !isolated.has(workload))
      .map(({ name }) => `${name} has no policy of its own: all its connections would be dropped. Add a NetworkIsolationPolicy for it.`);
  }
}
