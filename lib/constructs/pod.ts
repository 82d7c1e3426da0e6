import type { Affinity, PodSpec, PodTemplateSpec, Toleration, TopologySpreadConstraint } from 'cdk8s-plus-30/lib/imports/k8s';
import { container, type ContainerProps, pullSecretsOf, volumesOf } from './container.ts';
import { defined } from './defined.ts';
import { optOut, sidecarSize } from './mesh-namespace.ts';
import type { Workload } from './workload.ts';

export interface PodProps {
  readonly workload: Workload;
  readonly containers: readonly ContainerProps[];
  /** How long the pod waits for a node that does not answer before it is replaced. @default 300 s, Kubernetes' own */
  readonly nodeLostSeconds?: number | undefined;
  /** Name of the class that decides who keeps a place on full nodes. @default none, priority 0 */
  readonly priorityClass?: string | undefined;
  /** Run one after the other before the containers. */
  readonly initContainers?: readonly ContainerProps[] | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly spread?: Spread | undefined;
  /** Pods beside which these never run: what keeps a copy on a disk of a node must not lose both with it. */
  readonly apartFrom?: Workload | undefined;
  /** @default Always */
  readonly restartPolicy?: 'OnFailure' | 'Never' | undefined;
  /** Account by which the mesh knows the pods. @default the namespace's own, shared with all that name none */
  readonly serviceAccount?: string | undefined;
  /** Group that owns the files of mounted volumes; for programs that write to one without being root. */
  readonly fsGroup?: number | undefined;
}

/**
 * How pods are kept apart over the nodes: `soft` prefers, `hard` leaves a pod pending rather than break the rule.
 * Hard spread counts only nodes that the pods tolerate; otherwise a tainted control plane is an empty domain for ever
 * and each worker may hold one pod only (L-03, D-02).
 */
export type Spread = 'soft' | 'hard';

/** The pod template of a workload: labels, mesh membership, volumes and pull secrets follow from its containers. */
export function podTemplate(props: PodProps): PodTemplateSpec {
  const {
    workload,
    containers,
    initContainers = [],
    annotations = {},
    spread,
    apartFrom,
    restartPolicy,
    serviceAccount,
    fsGroup,
    nodeLostSeconds,
    priorityClass,
  } = props;
  const all = [...initContainers, ...containers];
  const volumes = volumesOf(all);
  const pullSecrets = pullSecretsOf(all);
  const membership = workload.inMesh ? sidecarSize(workload.mesh) : optOut(workload.mesh);
  const spec: PodSpec = defined({
    serviceAccountName: serviceAccount,
    priorityClassName: priorityClass,
    automountServiceAccountToken: false, // none of our programs talks to the API server
    restartPolicy,
    imagePullSecrets: some(pullSecrets),
    initContainers: some(initContainers.map(container)),
    containers: containers.map(container),
    securityContext: fsGroup === undefined ? undefined : { fsGroup },
    affinity: apartFrom && awayFrom(apartFrom),
    tolerations: nodeLostSeconds === undefined ? undefined : lostNode(nodeLostSeconds),
    topologySpreadConstraints: spread && [spreadConstraint(workload, spread)],
    volumes: some(volumes),
  });
  return { metadata: defined({ labels: workload.podLabels, annotations: someOf({ ...annotations, ...membership }) }), spec };
}

function spreadConstraint({ podLabels }: Workload, spread: Spread): TopologySpreadConstraint {
  return defined({
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: spread === 'hard' ? 'DoNotSchedule' : 'ScheduleAnyway',
    nodeTaintsPolicy: spread === 'hard' ? 'Honor' : undefined,
    labelSelector: { matchLabels: podLabels },
  });
}

function awayFrom({ podLabels }: Workload): Affinity {
  const required = [{ labelSelector: { matchLabels: podLabels }, topologyKey: 'kubernetes.io/hostname' }];
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
}

function lostNode(tolerationSeconds: number): Toleration[] {
  return ['not-ready', 'unreachable'].map((state) => ({
    key: `node.kubernetes.io/${state}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds,
  }));
}

function some<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function someOf(map: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}
