import { IntOrString, KubeDeployment, KubePodDisruptionBudget } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { type Autoscaling, scaleDeployment } from './autoscaling.ts';
import type { ConfigData } from './config-data.ts';
import type { ContainerProps } from './container.ts';
import { defined } from './defined.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import type { ServiceEndpoint } from './peer.ts';
import { podTemplate, type Spread } from './pod.ts';
import type { Port } from './port.ts';
import type { Probes } from './probe.ts';
import { ServiceAccount } from './service-account.ts';
import { type ServiceExtras, Workload } from './workload.ts';

export interface ServedDeploymentProps extends Omit<ContainerProps, 'ports' | 'probes' | 'envFrom'> {
  readonly namespace: MeshNamespace;
  /** The one port, behind the Service. */
  readonly port: Port;
  readonly probes: Probes;
  /** A number; or autoscaling, which then owns the number, so that none is written into the Deployment (D-05). */
  readonly replicas: number | Autoscaling;
  /** Name of the Deployment. @default name */
  readonly deployment?: string | undefined;
  /** Name of the Service. @default name */
  readonly service?: string | undefined;
  /** Port on every node through which the Service is reached from outside. @default none */
  readonly nodePort?: number | undefined;
  /** How pods are kept apart over the nodes. @default not at all */
  readonly spread?: Spread | undefined;
  readonly initContainers?: readonly ContainerProps[] | undefined;
  /** ConfigMaps whose every key is an environment variable; several workloads may share one. A change rolls the pods. @default none */
  readonly variablesFrom?: readonly ConfigData[] | undefined;
  /** Group that owns the files of mounted volumes. @default as the image has it */
  readonly fsGroup?: number | undefined;
}

/** What a kind of deployment adds of itself. */
interface Kind extends ServiceExtras {
  readonly inMesh: boolean;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/**
 * Deployment, Service, account, and, where there are several pods, a budget that lets a drain take one at a time. A new
 * version replaces the old pod by pod, or, where the program writes to a claim, after it (L-26).
 */
export abstract class ServedDeployment extends Workload {
  /** The port behind the Service. */
  readonly server: ServiceEndpoint;

  protected constructor(scope: Construct, id: string, props: ServedDeploymentProps, kind: Kind) {
    const { namespace, port, probes, replicas, deployment, service, nodePort, spread, initContainers, variablesFrom, fsGroup, ...own } =
      props;
    const { name } = own;
    super(scope, id, { name, namespace, inMesh: kind.inMesh });
    const atRest = typeof replicas === 'number' ? replicas : replicas.replicas.min;
    refuseCount(this.node.path, atRest);
    const claim = own.mounts?.find(({ volume }) => volume.kind === 'claim');
    if (claim !== undefined && replicas !== 1) refuseSharing(this.node.path, name, claim.volume.name);
    this.server = { peer: this, port, service: service ?? name };
    const metadata = { namespace: namespace.name };
    const selector = { matchLabels: this.podLabels };
    const account = new ServiceAccount(this, 'Account', { name, namespace: namespace.name });

    new KubeDeployment(this, 'Resource', {
      metadata: { ...metadata, name: deployment ?? name },
      spec: defined({
        replicas: typeof replicas === 'number' ? replicas : undefined,
        strategy: claim && { type: 'Recreate' },
        selector,
        template: podTemplate({
          workload: this,
          serviceAccount: account.name,
          annotations: Object.assign({}, ...(variablesFrom ?? []).map(({ annotation }) => annotation), kind.annotations) as Record<
            string,
            string
          >,
          spread,
          fsGroup,
          initContainers,
          containers: [{ ...own, ports: [port], probes, envFrom: variablesFrom?.map((data) => data.name) }],
        }),
      }),
    });
    this.serves(this.server, { ...kind, nodePort });
    if (typeof replicas !== 'number') scaleDeployment(this, replicas, deployment);
    if (atRest < 2) return;
    new KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: { ...metadata, name: `${name}-pdb` },
      spec: { maxUnavailable: IntOrString.fromNumber(1), selector },
    });
  }
}

function refuseCount(where: string, replicas: number): void {
  if (Number.isInteger(replicas) && replicas >= 1) return;
  throw new InputError(where, `replicas is ${replicas}, and nobody would answer for the Service`, 'Write a whole number from 1.');
}

/** A ReadWriteOnce volume is one node's, and a database in a file is one process's. */
function refuseSharing(where: string, name: string, volume: string): never {
  throw new InputError(
    where,
    `${name} mounts the claim behind volume "${volume}" and may have several pods: all but those on one node would wait for it, and the rest write into one another's files`,
    'Let replicas be 1, or keep the data in a database.',
  );
}
