import { IntOrString, KubeDaemonSet, KubeDeployment, KubeService, KubeStatefulSet, KubeStorageClass } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { PROVIDED } from '../values/provided.ts';
import type { ResourceBounds } from '../values/resources.ts';
import { quantities } from './container.ts';
import { type CalledFlow, Flows, type Transport } from './flow.ts';
import type { Endpoint, Peer, ServiceEndpoint } from './peer.ts';
import type { Port } from './port.ts';

export interface ProvidedWorkloadProps {
  readonly name: string;
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
  /** Port of the Service and of the pods, by a name of ours. */
  readonly ports: Readonly<Record<string, ProvidedPort>>;
  /** Name of the Service, if the chart makes one. */
  readonly service?: string | undefined;
  /** What counts for capacity; left out where the chart asks for nothing. */
  readonly pods?:
    | {
        readonly image: string;
        readonly requests: ResourceBounds;
        readonly everyNode?: boolean;
        /** They are those of a StatefulSet, not of a Deployment. */
        readonly stateful?: boolean;
        readonly priorityClass?: string;
        readonly container?: string;
      }
    | undefined;
}

export interface ProvidedPort {
  readonly port: Port;
  /** Port of the pods, where the Service's differs. */
  readonly target?: Port | undefined;
  readonly transports?: Endpoint['transports'];
}

/** Where kubeadm lets the API server listen. @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/ */
const API_SERVER_PORT = 6443;

/** Pods, and perhaps a Service, that a third-party chart makes: others may refer to them, and their pods take room. */
export class ProvidedWorkload<Name extends string = string> extends Construct implements Peer {
  readonly name: string;
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
  private readonly ports: Readonly<Record<string, ProvidedPort>>;
  private readonly service: string;

  constructor(scope: Construct, id: string, props: ProvidedWorkloadProps & { readonly ports: Readonly<Record<Name, ProvidedPort>> }) {
    super(scope, id);
    const { name, namespace, podLabels, ports, service, pods } = props;
    this.name = name;
    this.namespace = namespace;
    this.podLabels = podLabels;
    this.ports = ports;
    this.service = service ?? name;
    this.node.addMetadata(PROVIDED, true);
    const all: ProvidedPort[] = Object.values(ports);

    if (service !== undefined) {
      new KubeService(this, 'Service', {
        metadata: { name: service, namespace },
        spec: {
          selector: podLabels,
          ports: all.flatMap(({ port, target = port, transports = ['TCP'] }) =>
            transports.map((protocol) => ({
              name: serviceName(port, protocol),
              port: port.number,
              targetPort: IntOrString.fromNumber(target.number),
              protocol,
            })),
          ),
        },
      });
    }
    if (pods === undefined) return;
    const listening = all.map(({ port, target = port }) => ({ name: port.name, containerPort: target.number }));
    const spec = {
      selector: { matchLabels: podLabels },
      template: {
        metadata: { labels: podLabels },
        spec: {
          ...(pods.everyNode === true ? { tolerations: [{ operator: 'Exists' }] } : {}),
          ...(pods.priorityClass === undefined ? {} : { priorityClassName: pods.priorityClass }),
          containers: [
            { name: pods.container ?? name, image: pods.image, ports: listening, resources: { requests: quantities(pods.requests) } },
          ],
        },
      },
    };
    const metadata = { name, namespace };
    if (pods.everyNode === true) new KubeDaemonSet(this, 'Pods', { metadata, spec });
    else if (pods.stateful === true) new KubeStatefulSet(this, 'Pods', { metadata, spec: { ...spec, serviceName: service ?? name } });
    else new KubeDeployment(this, 'Pods', { metadata, spec });
  }

  /** As network policies see it: the port of the pods. */
  endpoint(name: Name): Endpoint {
    const { port, target = port, transports } = this.portOf(name);
    return { peer: this, port: target, transports };
  }

  /** As clients see it: the port of the Service. */
  serviceEndpoint(name: Name): ServiceEndpoint {
    const { port, target } = this.portOf(name);
    return { peer: this, port, ...(target === undefined ? {} : { target }), service: this.service };
  }

  /** Opens connections to ports of other pods. */
  connectsTo(...ends: readonly Endpoint[]): this {
    for (const to of ends) Flows.of(this).declare({ kind: 'pod', from: this, to });
    return this;
  }

  /** Opens connections out of the cluster. @param hosts names with `*` as first label; any address when left out. */
  connectsToWorld(
    port: number,
    { hosts, transports }: { readonly hosts?: readonly string[]; readonly transports?: readonly Transport[] } = {},
  ): this {
    const only = { ...(hosts === undefined ? {} : { hosts }), ...(transports === undefined ? {} : { transports }) };
    Flows.of(this).declare({ kind: 'world', from: this, port, ...only });
    return this;
  }

  /** Reads or writes objects of the cluster. */
  connectsToApiServer(): this {
    Flows.of(this).declare({ kind: 'machine', from: this, to: 'api-server', port: API_SERVER_PORT });
    return this;
  }

  /** Asks a program of every node, such as the kubelet. */
  connectsToNodes(port: number): this {
    Flows.of(this).declare({ kind: 'machine', from: this, to: 'nodes', port });
    return this;
  }

  /** Is asked by the API server, as webhooks are, by people outside, or by somebody whose own flows nobody declares. */
  acceptsFrom(by: CalledFlow['by'] | Peer, ...names: readonly Name[]): this {
    for (const name of names) {
      const to = this.endpoint(name);
      Flows.of(this).declare(typeof by === 'string' ? { kind: 'called', by, to } : { kind: 'pod', from: by, to });
    }
    return this;
  }

  /** Its pods call each other, on ports that nobody lists. */
  talksToItself(): this {
    Flows.of(this).declare({ kind: 'group', pods: this });
    return this;
  }

  /** Numbers on which the pods listen. */
  get listening(): readonly number[] {
    return Object.values<ProvidedPort>(this.ports).map(({ port, target = port }) => target.number);
  }

  private portOf(name: Name): ProvidedPort {
    return this.ports[name] as ProvidedPort;
  }
}

/** A StorageClass that a third-party chart makes. */
export class ProvidedStorageClass extends Construct {
  constructor(scope: Construct, id: string, { name, provisioner }: { readonly name: string; readonly provisioner: string }) {
    super(scope, id);
    this.node.addMetadata(PROVIDED, true);
    new KubeStorageClass(this, 'Resource', { metadata: { name }, provisioner, allowVolumeExpansion: true });
  }
}

function serviceName(port: Port, protocol: string): string {
  return protocol === 'UDP' ? `udp-${port.name}`.slice(0, 15) : port.name;
}
