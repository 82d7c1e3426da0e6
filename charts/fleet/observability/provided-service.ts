import { IntOrString, KubeService } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import type { ServiceEndpoint } from '../../../lib/constructs/peer.ts';
import { PROVIDED } from '../../../lib/values/provided.ts';

/** One more Service that a chart makes for pods which are known already: others may refer to it, and it is not delivered. */
export class ProvidedService extends Construct {
  constructor(scope: Construct, id: string, { peer, service, port }: ServiceEndpoint) {
    super(scope, id);
    this.node.addMetadata(PROVIDED, true);
    new KubeService(this, 'Service', {
      metadata: { name: service, namespace: peer.namespace },
      spec: {
        clusterIp: 'None',
        selector: { ...peer.podLabels },
        ports: [{ name: port.name, port: port.number, targetPort: IntOrString.fromNumber(port.number) }],
      },
    });
  }
}
