import { at, fields, fieldsAt, items, itemsAt, numberAt, text, textAt, textsAt, type Fields } from './read.ts';
import { kindOf, type WorldObject } from './rule.ts';
import type { Labels } from './selector.ts';

export interface ContainerPort {
  readonly name: string | undefined;
  readonly port: number;
  readonly protocol: string;
}

/** A container of a pod template, init containers included. */
export interface Container {
  readonly name: string;
  readonly image: string | undefined;
  /** Runs to its end before the others start; one with `restartPolicy: Always` is a sidecar and does not count as init. */
  readonly init: boolean;
  /** `spec.template.spec.containers[0]` */
  readonly path: string;
  readonly fields: Fields;
  readonly ports: readonly ContainerPort[];
}

/**
 * Whether Istio's webhook puts a sidecar into a pod. `unknown` where the Namespace is not among the manifests.
 */
export type Injection = 'yes' | 'no' | 'unknown';

/** The pods that one workload makes. */
export interface PodTemplate {
  readonly owner: WorldObject;
  /** Made by a third-party chart: looked up, not judged. */
  readonly provided: boolean;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** `spec.template`; for a bare Pod the empty path. */
  readonly path: string;
  /** `spec.template.spec` */
  readonly specPath: string;
  readonly spec: Fields;
  readonly containers: readonly Container[];
  readonly injection: Injection;
}

/** Where each kind of workload keeps its pod template. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'apps/Deployment': 'spec.template',
  'apps/StatefulSet': 'spec.template',
  'apps/DaemonSet': 'spec.template',
  'apps/ReplicaSet': 'spec.template',
  'argoproj.io/Rollout': 'spec.template',
  ReplicationController: 'spec.template',
  'batch/Job': 'spec.template',
  'batch/CronJob': 'spec.jobTemplate.spec.template',
  Pod: '',
};

/** Kinds of a rule that judges pods. */
export const POD_KINDS = [
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'apps/v1/DaemonSet',
  'apps/v1/ReplicaSet',
  'argoproj.io/v1alpha1/Rollout',
  'batch/v1/Job',
  'batch/v1/CronJob',
  'v1/ReplicationController',
  'v1/Pod',
] as const;

/** The pod template of a workload; `undefined` for everything else, and for a Rollout that takes its pods from a `workloadRef`. */
export function podTemplateOf(owner: WorldObject, namespaceLabels: Labels | undefined, provided: boolean): PodTemplate | undefined {
  const path = TEMPLATES[kindOf(owner.object)];
  if (path === undefined) return undefined;

  const template = path === '' ? owner.object : at(owner.object, path);
  const spec = fieldsAt(template, 'spec');
  if (!('containers' in spec)) return undefined;

  const specPath = path === '' ? 'spec' : `${path}.spec`;
  const labels = textsAt(template, 'metadata.labels');
  const annotations = textsAt(template, 'metadata.annotations');
  return {
    owner,
    provided,
    namespace: owner.object.metadata.namespace ?? '',
    labels,
    annotations,
    path,
    specPath,
    spec,
    containers: [...containersOf(spec, specPath, 'initContainers'), ...containersOf(spec, specPath, 'containers')],
    injection: injection(spec, labels, annotations, namespaceLabels),
  };
}

function containersOf(spec: Fields, specPath: string, list: 'initContainers' | 'containers'): Container[] {
  return items(spec[list]).map((raw, index) => ({
    name: textAt(raw, 'name') ?? '',
    image: textAt(raw, 'image'),
    init: list === 'initContainers' && textAt(raw, 'restartPolicy') !== 'Always',
    path: `${specPath}.${list}[${index}]`,
    fields: fields(raw),
    ports: itemsAt(raw, 'ports').map((port) => ({
      name: textAt(port, 'name'),
      port: numberAt(port, 'containerPort') ?? Number.NaN,
      protocol: textAt(port, 'protocol') ?? 'TCP',
    })),
  }));
}

const INJECT = 'sidecar.istio.io/inject';

/** As the sidecar injector decides: its webhook sees only labels, the older annotation can only say no. */
function injection(spec: Fields, labels: Labels, annotations: Labels, namespace: Labels | undefined): Injection {
  const label = labels[INJECT];
  if (label === 'false' || annotations[INJECT] === 'false' || spec['hostNetwork'] === true) return 'no';
  if (namespace?.['istio-injection'] === 'disabled') return 'no';
  if (label === 'true' || labels['istio.io/rev'] !== undefined) return 'yes';
  if (namespace === undefined) return 'unknown';
  return namespace['istio-injection'] === 'enabled' || namespace['istio.io/rev'] !== undefined ? 'yes' : 'no';
}

/** `Rollout web`: how people call the workload of a pod. */
export function workloadName({ owner }: Pick<PodTemplate, 'owner'>): string {
  return `${owner.object.kind} ${owner.object.metadata.name}`;
}

/** Kinds whose pods are meant to end. */
export function runsToCompletion(pod: PodTemplate): boolean {
  return kindOf(pod.owner.object).startsWith('batch/');
}

/** The number of pods the workload's own manifest asks for; `undefined` where it leaves that to an autoscaler or to the nodes. */
export function statedReplicas(owner: WorldObject): number | undefined {
  return numberAt(owner.object, 'spec.replicas');
}

/** A volume of the pod by name. */
export function volume(pod: PodTemplate, name: string): Fields | undefined {
  return items(pod.spec['volumes'])
    .map(fields)
    .find((candidate) => text(candidate['name']) === name);
}
