import { IntOrString, KubeDeployment, KubePodDisruptionBudget } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { type Autoscaling, scaleDeployment } from './autoscaling.ts';
import type { ConfigData } from './config-data.ts';
import type { ContainerProps } from './container.ts';
import { defined } from './defined.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import type { MeshEndpoint } from './peer.ts';
import { podTemplate, type Spread } from './pod.ts';
import type { Port } from './port.ts';
import type { Probes } from './probe.ts';
import { ServiceAccount } from './service-account.ts';
import { Workload } from './workload.ts';

export interface MeshDeploymentProps extends Omit<ContainerProps, 'ports' | 'probes' | 'envFrom'> {
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
  /** How pods are kept apart over the nodes. @default not at all */
  readonly spread?: Spread | undefined;
  readonly initContainers?: readonly ContainerProps[] | undefined;
  /** ConfigMaps whose every key is an environment variable; several workloads may share one. A change rolls the pods. @default none */
  readonly variablesFrom?: readonly ConfigData[] | undefined;
}

/**
 * A program behind a Service, with a sidecar: Deployment, Service, account, and, where there are several pods, a budget
 * that lets a drain take one at a time. A new version replaces the old pod by pod; for canaries there is `BlogRollout`.
 */
export class MeshDeployment extends Workload {
  /** The port behind the Service. */
  readonly server: MeshEndpoint;
  declare readonly inMesh: true;

  constructor(scope: Construct, id: string, props: MeshDeploymentProps) {
    const {
      name,
      namespace,
      port,
      probes,
      replicas,
      deployment = name,
      service = name,
      spread,
      initContainers,
      variablesFrom,
      ...own
    } = props;
    super(scope, id, { name, namespace, inMesh: true });
    const atRest = typeof replicas === 'number' ? replicas : replicas.replicas.min;
    refusePort(this.node.path, name, port);
    refuseCount(this.node.path, atRest);
    this.server = { peer: this, port, service };
    const metadata = { namespace: namespace.name };
    const selector = { matchLabels: this.podLabels };
    const account = new ServiceAccount(this, 'Account', { name, namespace: namespace.name });

    new KubeDeployment(this, 'Resource', {
      metadata: { ...metadata, name: deployment },
      spec: defined({
        replicas: typeof replicas === 'number' ? replicas : undefined,
        selector,
        template: podTemplate({
          workload: this,
          serviceAccount: account.name,
          annotations: Object.assign({}, ...(variablesFrom ?? []).map(({ annotation }) => annotation)) as Record<string, string>,
          spread,
          initContainers,
          containers: [{ ...own, name, ports: [port], probes, envFrom: variablesFrom?.map((data) => data.name) }],
        }),
      }),
    });
    this.serves(this.server);
    if (typeof replicas !== 'number') scaleDeployment(this, replicas, deployment);
    if (atRest < 2) return;
    new KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: { ...metadata, name: `${name}-pdb` },
      spec: { maxUnavailable: IntOrString.fromNumber(1), selector },
    });
  }
}

function refusePort(where: string, name: string, { protocol }: Port): void {
  if (protocol !== 'mysql') return;
  throw new InputError(
    where,
    `${name} speaks MySQL, where the server greets first: its sidecar would wait for the client, the client for the greeting, and every connection would time out (L-01)`,
    'Run it outside the mesh, as LonghornMysql does.',
  );
}

function refuseCount(where: string, replicas: number): void {
  if (Number.isInteger(replicas) && replicas >= 1) return;
  throw new InputError(where, `replicas is ${replicas}, and nobody would answer for the Service`, 'Write a whole number from 1.');
}
