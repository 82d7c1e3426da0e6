import {
  IntOrString,
  KubeDeployment,
  KubePodDisruptionBudget,
  KubeService,
  type PodTemplateSpec,
  type ServicePort,
} from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import type { ConfigData } from './config-data.ts';
import type { ContainerProps } from './container.ts';
import { defined } from './defined.ts';
import type { ServiceEndpoint } from './peer.ts';
import { podTemplate } from './pod.ts';
import type { Port } from './port.ts';
import type { Probes } from './probe.ts';
import type { SecretSource } from './secret-key.ts';
import { readOnly, unprivileged } from './security.ts';
import { ServiceAccount } from './service-account.ts';
import { Workload } from './workload.ts';

export interface VersionedDeploymentProps<Name extends string = string> extends Omit<ContainerProps, 'ports' | 'probes' | 'security'> {
  readonly namespace: string;
  /** Ports of the pods and of the Service, by names of ours. */
  readonly ports: Readonly<Record<Name, Port>>;
  readonly probes: Probes;
  /** Number of pods. @default 1 */
  readonly replicas?: number | undefined;
  /** `together`: the old pods end before new ones start, for what must never run twice. @default one by one */
  readonly replaced?: 'one by one' | 'together' | undefined;
  /** Secrets that are mounted as folders, and where. @default none */
  readonly secrets?: readonly { readonly secret: SecretSource; readonly path: string }[] | undefined;
  /** ConfigMaps whose change starts new pods. @default none */
  readonly rolledBy?: readonly ConfigData[] | undefined;
  /** On Deployment and Service, beside the name. @default none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** On the pods. @default none */
  readonly podAnnotations?: Readonly<Record<string, string>> | undefined;
  /** On the Service. @default none */
  readonly serviceAnnotations?: Readonly<Record<string, string>> | undefined;
  readonly priorityClass?: string | undefined;
  /** How long a pod may take to end. Unit: seconds. @default 30, Kubernetes' own */
  readonly endSeconds?: number | undefined;
  /** User and group of the program, owner of the files that it writes. @default nobody */
  readonly user?: number | undefined;
}

/**
 * A program outside of any mesh, behind a Service with all of its ports: Deployment, Service, account, and a budget where
 * there are several pods. The pods say which version they are, as the policy for labels asks (seed 004, 11.3), and may do
 * nothing that the standard `restricted` forbids.
 */
export class VersionedDeployment<Name extends string = string> extends Workload {
  private readonly ports: Readonly<Record<Name, Port>>;

  constructor(scope: Construct, id: string, props: VersionedDeploymentProps<Name>) {
    const { name, namespace, image, ports, replicas = 1, replaced, labels = {}, rolledBy = [], user } = props;
    super(scope, id, { name, namespace: { name: namespace, injection: false, mtls: 'DISABLE' }, inMesh: false });
    this.ports = ports;
    const version = versionOf(this.node.path, image);
    const metadata = { namespace, labels: { ...this.podLabels, ...labels } };
    const selector = { matchLabels: this.podLabels };
    const account = new ServiceAccount(this, 'Account', { name, namespace });
    const template = podTemplate({
      workload: this,
      serviceAccount: account.name,
      priorityClass: props.priorityClass,
      fsGroup: user,
      annotations: Object.assign({}, props.podAnnotations, ...rolledBy.map(({ annotation }) => annotation)) as Record<string, string>,
      containers: [{ ...containerOf(props), ports: Object.values(ports), security: readOnly(unprivileged(user)) }],
    });

    new KubeDeployment(this, 'Resource', {
      metadata: { ...metadata, name },
      spec: defined({
        replicas,
        strategy: replaced === 'together' ? { type: 'Recreate' } : undefined,
        selector,
        template: completed(template, version, props),
      }),
    });
    new KubeService(this, 'Service', {
      metadata: defined({ ...metadata, name, annotations: props.serviceAnnotations && { ...props.serviceAnnotations } }),
      spec: { selector: this.podLabels, ports: servicePorts(Object.values(ports)) },
    });
    if (replicas < 2) return;
    new KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: { namespace, name: `${name}-pdb` },
      spec: { maxUnavailable: IntOrString.fromNumber(1), selector },
    });
  }

  /** One of its ports, as clients see it. */
  at(name: Name): ServiceEndpoint {
    return this.endpoint(this.ports[name], this.name);
  }
}

function containerOf({ name, image, command, args, env, envFrom, resources, probes, mounts }: VersionedDeploymentProps): ContainerProps {
  return { name, image, command, args, env, envFrom, resources, probes, mounts };
}

function servicePorts(ports: readonly Port[]): ServicePort[] {
  return ports.map(({ name, number }) => ({ name, port: number, targetPort: IntOrString.fromString(name) }));
}

/** The template with what only these pods have: their version, files from Secrets, and time to end. */
function completed(template: PodTemplateSpec, version: string, { secrets = [], endSeconds }: VersionedDeploymentProps): PodTemplateSpec {
  const { metadata, spec } = template;
  const mounts = secrets.map(({ secret, path }) => ({ name: secret.name, mountPath: path, readOnly: true }));
  const volumes = secrets.map(({ secret }) => ({
    name: secret.name,
    secret: { secretName: secret.name, items: secret.keys.map((key) => ({ key, path: key })) },
  }));
  const containers = (spec?.containers ?? []).map((each) => withMounts(each, mounts));
  const all = [...(spec?.volumes ?? []), ...volumes];
  return {
    metadata: { ...metadata, labels: { ...metadata?.labels, version } },
    spec: defined({
      ...spec,
      containers,
      terminationGracePeriodSeconds: endSeconds,
      volumes: all.length === 0 ? undefined : all,
    }),
  };
}

type PodContainer = NonNullable<PodTemplateSpec['spec']>['containers'][number];

function withMounts(container: PodContainer, mounts: NonNullable<PodContainer['volumeMounts']>): PodContainer {
  return mounts.length === 0 ? container : { ...container, volumeMounts: [...(container.volumeMounts ?? []), ...mounts] };
}

function versionOf(where: string, { ref }: VersionedDeploymentProps['image']): string {
  if (ref.tag !== undefined) return ref.tag;
  throw new InputError(
    where,
    `the image ${ref.text} has no tag, and the pods say by it which version they are`,
    'Use a tag that is a version.',
  );
}
