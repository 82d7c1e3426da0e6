import { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { Flows, type HttpMethod } from './flow.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import type { Endpoint, Peer, ServiceEndpoint } from './peer.ts';
import type { Port } from './port.ts';

export interface WorkloadProps {
  /** Name of the workload object, and value of the pods' label `app`. */
  readonly name: string;
  readonly namespace: MeshNamespace;
  /** Whether the pods carry a sidecar. Needs a namespace with injection. */
  readonly inMesh: boolean;
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
    Flows.of(this).declare({ kind: 'pod', from: this, to, methods });
    return this;
  }

  /** Opens connections out of the cluster. @param hosts names with `*` as first label; any address when left out. */
  connectsToWorld(port: number, { hosts }: { readonly hosts?: readonly string[] } = {}): this {
    Flows.of(this).declare({ kind: 'world', from: this, port, hosts });
    return this;
  }

  /** Lets somebody whose own flows we do not declare (a scraper, a gateway) open one of our ports. */
  acceptsFrom(from: Peer, to: Endpoint): this {
    Flows.of(this).declare({ kind: 'pod', from, to });
    return this;
  }

  /** Lets anybody in on one port: a front door. */
  admitsAnyone(to: Endpoint): this {
    Flows.of(this).declare({ kind: 'open', to });
    return this;
  }

  protected endpoint(port: Port, service: string): ServiceEndpoint {
    return { peer: this, port, service };
  }
}
