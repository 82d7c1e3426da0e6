import {
  type Container,
  type EnvVar,
  Quantity,
  type ResourceRequirements,
  type SecurityContext,
  type Volume as KubeVolume,
} from 'cdk8s-plus-30/lib/imports/k8s';
import { InputError } from '../errors.ts';
import type { ImageRef } from '../values/image-ref.ts';
import type { ResourceBounds, Resources } from '../values/resources.ts';
import { defined } from './defined.ts';
import type { Port } from './port.ts';
import type { Probes } from './probe.ts';
import { SecretKey } from './secret-key.ts';

/** An image together with what it takes to pull it, so that no pod can have the one without the other (L-05). */
export interface Image {
  readonly ref: ImageRef;
  /** Secret of type `kubernetes.io/dockerconfigjson` in the pod's namespace; for private registries. */
  readonly pullSecret?: string | undefined;
  /** When a node asks the registry for it. @default Kubernetes' own: if the node has none, as tags are versions */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | undefined;
}

/** Where files come from. A path of the node is not among them: it would tie the pod to one node (L-11). */
export type Volume =
  | { readonly kind: 'scratch'; readonly name: string; readonly sizeLimit?: string }
  | { readonly kind: 'config'; readonly name: string; readonly configMap: string }
  | { readonly kind: 'claim'; readonly name: string; readonly claim: string }
  /** A claim that the pod's StatefulSet makes from its template of that name. */
  | { readonly kind: 'own-claim'; readonly name: string };

export interface Mount {
  readonly volume: Volume;
  readonly path: string;
  /** One file of the volume instead of the whole. Such a file is not updated in a running pod. */
  readonly file?: string | undefined;
  readonly readOnly?: boolean | undefined;
}

export interface ContainerProps {
  readonly name: string;
  readonly image: Image;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  /** Literal values, or keys of Secrets. */
  readonly env?: Readonly<Record<string, string | SecretKey>> | undefined;
  /** ConfigMaps whose every key becomes a variable. */
  readonly envFrom?: readonly string[] | undefined;
  readonly ports?: readonly Port[] | undefined;
  readonly resources: Resources;
  readonly probes?: Probes | undefined;
  readonly security?: SecurityContext | undefined;
  readonly mounts?: readonly Mount[] | undefined;
}

/** The container as Kubernetes reads it. */
export function container(props: ContainerProps): Container {
  const { name, image, command, args, env, envFrom, ports, resources, probes, security, mounts } = props;
  return defined({
    name,
    image: image.ref.text,
    imagePullPolicy: image.pullPolicy,
    command: command && [...command],
    args: args && [...args],
    env: env && Object.entries(env).map(([variable, value]) => envVar(variable, value)),
    envFrom: envFrom?.map((configMap) => ({ configMapRef: { name: configMap } })),
    ports: ports?.map((port) => ({ name: port.name, containerPort: port.number })),
    resources: requirements(resources),
    startupProbe: probes?.startup,
    livenessProbe: probes?.liveness,
    readinessProbe: probes?.readiness,
    securityContext: security,
    volumeMounts: mounts?.map(({ volume, path, file, readOnly }) =>
      defined({ name: volume.name, mountPath: path, subPath: file, readOnly: readOnly === true ? true : undefined }),
    ),
  });
}

/** Every volume that the containers mount and the pod has to name, once each. */
export function volumesOf(containers: readonly ContainerProps[]): KubeVolume[] {
  const volumes = new Map<string, Volume>();
  for (const { volume } of containers.flatMap(({ mounts }) => mounts ?? [])) {
    const known = volumes.get(volume.name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(volume)) {
      throw new InputError(
        `volume ${volume.name}`,
        'two containers mean different things by it',
        'Give the two volumes names of their own.',
      );
    }
    volumes.set(volume.name, volume);
  }
  return [...volumes.values()].flatMap(kubeVolume);
}

/** Every pull secret that the containers' images need, once each. */
export function pullSecretsOf(containers: readonly ContainerProps[]): { name: string }[] {
  const names = containers.flatMap(({ image }) => image.pullSecret ?? []);
  return [...new Set(names)].map((name) => ({ name }));
}

/** CPU and memory as Kubernetes' own type. */
export function quantities({ cpu, memory }: ResourceBounds): Record<string, Quantity> {
  return { cpu: Quantity.fromString(cpu), memory: Quantity.fromString(memory) };
}

function requirements(resources: Resources): ResourceRequirements {
  const { requests, limits } = resources.toJson();
  return { requests: quantities(requests), limits: quantities(limits) };
}

function envVar(name: string, value: string | SecretKey): EnvVar {
  if (!(value instanceof SecretKey)) return { name, value };
  return { name, valueFrom: { secretKeyRef: { name: value.secret.name, key: value.key } } };
}

function kubeVolume(volume: Volume): KubeVolume | [] {
  const { name } = volume;
  switch (volume.kind) {
    case 'scratch':
      return { name, emptyDir: defined({ sizeLimit: volume.sizeLimit === undefined ? undefined : Quantity.fromString(volume.sizeLimit) }) };
    case 'config':
      return { name, configMap: { name: volume.configMap } };
    case 'claim':
      return { name, persistentVolumeClaim: { claimName: volume.claim } };
    case 'own-claim':
      return []; // the StatefulSet's controller adds it to each pod
  }
}
