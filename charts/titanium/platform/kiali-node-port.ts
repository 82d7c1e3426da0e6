import { IntOrString, KubeService } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import type { ProvidedWorkload } from '../../../lib/constructs/provided.ts';

export interface KialiNodePortProps {
  readonly pods: ProvidedWorkload;
  /** Port on every node. */
  readonly nodePort: number;
}

/** Kiali from outside. Its chart has no key for the number of a node port, so this Service stands beside the chart's (seed 003, Kiali). */
export class KialiNodePort extends Construct {
  constructor(scope: Construct, id: string, { pods, nodePort }: KialiNodePortProps) {
    super(scope, id);
    const { port } = pods.serviceEndpoint('http');
    new KubeService(this, 'Resource', {
      metadata: { name: 'kiali-nodeport', namespace: pods.namespace },
      spec: {
        type: 'NodePort',
        selector: pods.podLabels,
        ports: [{ name: port.name, port: port.number, targetPort: IntOrString.fromNumber(port.number), nodePort }],
      },
    });
  }
}
