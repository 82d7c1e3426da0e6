import { KubeDeployment } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { Resources } from '../values/resources.ts';
import type { Image } from './container.ts';
import type { PlaintextNamespace } from './mesh-namespace.ts';
import type { Peer, ServiceEndpoint } from './peer.ts';
import { podTemplate } from './pod.ts';
import { Port } from './port.ts';
import { httpGet } from './probe.ts';
import { readOnly, unprivileged } from './security.ts';
import { Workload } from './workload.ts';

export interface NginxExporterProps {
  /** @default nginx-exporter */
  readonly name?: string | undefined;
  readonly namespace: PlaintextNamespace;
  readonly image: Image;
  readonly resources: Resources;
  /** The nginx whose status page is read. */
  readonly source: ServiceEndpoint;
  /** Path of the `stub_status` page. */
  readonly statusPath: string;
  readonly scrapedBy: Peer;
}

/** Metrics of an nginx, read from its status page; a pod of its own, because the nginx pods admit their one port only. */
export class NginxExporter extends Workload {
  readonly metrics: ServiceEndpoint;

  constructor(scope: Construct, id: string, props: NginxExporterProps) {
    const { name = 'nginx-exporter', namespace, image, resources, source, statusPath, scrapedBy } = props;
    super(scope, id, { name, namespace, inMesh: false });
    const port = Port.http(9113, 'metrics');
    this.metrics = this.endpoint(port, name);
    this.connectsTo(source).acceptsFrom(scrapedBy, this.metrics);

    new KubeDeployment(this, 'Resource', {
      metadata: { name, namespace: namespace.name },
      spec: {
        replicas: 1,
        selector: { matchLabels: this.podLabels },
        template: podTemplate({
          workload: this,
          containers: [
            {
              name,
              image,
              resources,
              args: [`--nginx.scrape-uri=http://${source.service}:${source.port.number}${statusPath}`],
              ports: [port],
              probes: { liveness: httpGet(port, '/'), readiness: httpGet(port, '/') },
              security: readOnly(unprivileged()),
            },
          ],
        }),
      },
    });
    this.serves(this.metrics);
  }
}
