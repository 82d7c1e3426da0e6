import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Endpoint, Peer } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedStorageClass, ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';

/** What is on the cluster before the shop comes: installed by others, so no object of this chart is delivered. */
export class PlatformChart extends Chart {
  readonly dns: Endpoint = {
    peer: { name: 'kube-dns', namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
    port: Port.tcp(53, 'dns'),
    transports: ['UDP', 'TCP'],
  };
  /** Scrapes in plaintext. */
  readonly prometheus: Peer = {
    name: 'prometheus',
    namespace: 'monitoring',
    podLabels: { 'app.kubernetes.io/name': 'prometheus' },
    inMesh: false,
  };
  readonly controlPlane: Endpoint;
  readonly ingress: Peer;

  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'platform', { disableResourceNameHashes: true });
    const namespace = 'istio-system';
    const istiod = new ProvidedWorkload(this, 'Istiod', {
      name: 'istiod',
      namespace,
      service: 'istiod',
      podLabels: { app: 'istiod' },
      ports: { xds: { port: Port.tcp(15012, 'https-dns') } },
      pods: { image: 'istio/pilot:1.24.6', requests: { cpu: '100m', memory: '256Mi' } },
    });
    this.controlPlane = istiod.endpoint('xds');
    this.ingress = new ProvidedWorkload(this, 'Ingress', {
      name: 'istio-ingressgateway',
      namespace,
      service: 'istio-ingressgateway',
      podLabels: { istio: 'ingressgateway' },
      ports: { http: { port: Port.http(80) } },
      pods: { image: 'istio/proxyv2:1.24.6', requests: { cpu: '100m', memory: '128Mi' } },
    });
    new ProvidedStorageClass(this, 'StorageClass', { name: cluster.storage.class, provisioner: 'rancher.io/local-path' });
  }
}
