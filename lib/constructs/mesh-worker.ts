import { KubeDeployment } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import type { ConfigData } from './config-data.ts';
import type { ContainerProps } from './container.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import { podTemplate, type Spread } from './pod.ts';
import { ServiceAccount } from './service-account.ts';
import { Workload } from './workload.ts';

export interface MeshWorkerProps extends Omit<ContainerProps, 'ports' | 'probes' | 'envFrom'> {
  readonly namespace: MeshNamespace;
  /** How many work side by side. */
  readonly replicas: number;
  /** Name of the Deployment. @default name */
  readonly deployment?: string | undefined;
  /** How pods are kept apart over the nodes. @default not at all */
  readonly spread?: Spread | undefined;
  /** ConfigMaps that the program reads when it starts; a change of one rolls the pods. @default none */
  readonly reads?: readonly ConfigData[] | undefined;
}

/** A program that calls others and that nobody calls, with a sidecar: Deployment and account. It has no port, so no Service and no probe. */
export class MeshWorker extends Workload {
  declare readonly inMesh: true;

  constructor(scope: Construct, id: string, props: MeshWorkerProps) {
    const { namespace, replicas, deployment, spread, reads = [], ...own } = props;
    super(scope, id, { name: own.name, namespace, inMesh: true });
    if (!Number.isInteger(replicas) || replicas < 1) {
      throw new InputError(this.node.path, `replicas is ${replicas}, and nobody would do the work`, 'Write a whole number from 1.');
    }
    const metadata = { namespace: namespace.name };
    const account = new ServiceAccount(this, 'Account', { name: own.name, namespace: namespace.name });
    new KubeDeployment(this, 'Resource', {
      metadata: { ...metadata, name: deployment ?? own.name },
      spec: {
        replicas,
        selector: { matchLabels: this.podLabels },
        template: podTemplate({
          workload: this,
          serviceAccount: account.name,
          annotations: Object.assign({}, ...reads.map(({ annotation }) => annotation)) as Record<string, string>,
          spread,
          containers: [own],
        }),
      },
    });
  }
}
