import { IntOrString, KubeService } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { Flows, type HttpMethod } from './flow.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import type { Endpoint, Peer, ServiceEndpoint } from './peer.ts';
import { Port } from './port.ts';
import { defined } from './defined.ts';

export interface WorkloadProps {
  /** Name of the workload object, and value of the pods' label `app`. */
  readonly name: string;
  readonly namespace: MeshNamespace;
  /** Whether the pods carry a sidecar. Needs a namespace with injection. */
  readonly inMesh: boolean;
}

/** What a Service has beside the port of its endpoint. */
export interface ServiceExtras {
  /** On the Service itself, for whoever selects Services. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Further ports, led to the same number of the pods. */
  readonly further?: readonly Port[] | undefined;
  /** Port on every node through which the endpoint is reached from outside. @default reached inside the cluster alone */
  readonly nodePort?: number | undefined;
}

/** Pods of ours with one purpose. Says what they connect to; policies are derived from that. */
export abstract class Workload extends Construct implements Peer {
  readonly name: string;
  readonly namespace: string;
  readonly mesh: MeshNamespace;
  readonly inMesh: boolean;
  readonly podLabels: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { name, namespace, inMesh }: WorkloadProps) {
    super(scope, id);
    if (inMesh && !namespace.injection) {
      throw new InputError(
        this.node.path,
        `${name} wants a sidecar, namespace ${namespace.name} has no injection: its pods would start outside the mesh, unseen by its policies`,
        'Switch injection on for the namespace, or declare the workload outside the mesh.',
      );
    }
    this.name = name;
    this.namespace = namespace.name;
    this.mesh = namespace;
    this.inMesh = inMesh;
    this.podLabels = { app: name };
  }

  /** Opens a connection to somebody's port. @param methods HTTP methods that pass, any when left out. */
  connectsTo(to: Endpoint, { methods }: { readonly methods?: readonly HttpMethod[] } = {}): this {
    if (methods !== undefined && to.port.protocol !== 'http') {
      throw new InputError(
        this.node.path,
        `HTTP methods are given for ${to.peer.name} port ${to.port.number}, which speaks ${to.port.protocol}: every request would be dropped`,
        'Leave the methods out, or declare the port with Port.http().',
      );
    }
    refuseUnlikeEnds(this.node.path, this, to);
    Flows.of(this).declare({ kind: 'pod', from: this, to, methods });
    return this;
  }

  /** Opens connections out of the cluster. @param hosts names with `*` as first label; any address when left out. */
  connectsToWorld(port: number, { hosts }: { readonly hosts?: readonly string[] } = {}): this {
    Flows.of(this).declare({ kind: 'world', from: this, port, hosts });
    return this;
  }

  /** Lets somebody whose own flows we do not declare (a scraper, a gateway) open one of our ports. @param methods as in {@link connectsTo} */
  acceptsFrom(from: Peer, to: Endpoint, { methods }: { readonly methods?: readonly HttpMethod[] } = {}): this {
    refuseUnlikeEnds(this.node.path, from, to);
    Flows.of(this).declare({ kind: 'pod', from, to, methods });
    return this;
  }

  /** Lets anybody in on one port: a front door. */
  admitsAnyone(to: Endpoint): this {
    Flows.of(this).declare({ kind: 'open', to });
    return this;
  }

  /** What the sidecar tells about itself and, where metrics are merged, its program: in plaintext, even where mTLS is STRICT. */
  get sidecarMetrics(): Endpoint {
    return this.sidecarPort(MERGED_METRICS);
  }

  /** What Envoy tells about itself alone, on a port of its own: in plaintext, too. */
  get proxyMetrics(): Endpoint {
    return this.sidecarPort(PROXY_METRICS);
  }

  /** Makes the Service of an endpoint: its port, led to the container's port of the same name. */
  protected serves({ service, port }: ServiceEndpoint, { labels, further = [], nodePort }: ServiceExtras = {}): void {
    new KubeService(this, 'Service', {
      metadata: defined({ name: service, namespace: this.namespace, labels }),
      spec: defined({
        type: nodePort === undefined ? undefined : 'NodePort',
        selector: this.podLabels,
        ports: [
          defined({ name: port.name, port: port.number, targetPort: IntOrString.fromString(port.name), nodePort }),
          ...further.map(({ name, number }) => ({ name, port: number, targetPort: IntOrString.fromNumber(number) })),
        ],
      }),
    });
  }

  private sidecarPort(port: Port): Endpoint {
    if (this.inMesh) return { peer: this, port };
    throw new InputError(
      this.node.path,
      `${this.name} has no sidecar whose metrics could be read`,
      'Scrape the port of the program itself.',
    );
  }

  protected endpoint(port: Port, service: string): ServiceEndpoint {
    return { peer: this, port, service };
  }
}

/**
 * Ports of the sidecar itself, which it does not guard: merged metrics and Envoy's own.
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 */
export const MERGED_METRICS = Port.http(15020, 'merged');
const PROXY_METRICS = Port.http(15090, 'envoy-prom');
const SIDECAR_PORTS = [MERGED_METRICS, PROXY_METRICS].map(({ number }) => number);

/** Where mTLS is STRICT, a pod with a sidecar and one without cannot talk to each other, in neither direction (L-01). */
function refuseUnlikeEnds(where: string, from: Peer, { peer, port }: Endpoint): void {
  if (!(peer instanceof Workload) || peer.mesh.mtls !== 'STRICT') return;
  if (!peer.inMesh && from.inMesh !== false) {
    throw new InputError(
      where,
      `${from.name} calls ${peer.name}, which has no sidecar in namespace ${peer.namespace}, where mTLS is STRICT: the caller's sidecar would open mutual TLS and nobody would answer it`,
      `Put ${peer.name} into the mesh, or into a namespace that takes plaintext.`,
    );
  }
  if (peer.inMesh && from.inMesh === false && !SIDECAR_PORTS.includes(port.number)) {
    throw new InputError(
      where,
      `${from.name} has no sidecar and calls ${peer.name} in namespace ${peer.namespace}, where mTLS is STRICT: every connection would be reset`,
      `Put ${from.name} into the mesh; a scraper can read the sidecar's own ports ${SIDECAR_PORTS.join(' and ')} instead.`,
    );
  }
}
