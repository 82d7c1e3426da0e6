import { fields, fieldsAt, items, itemsAt, numberAt, textAt, textsAt, type Fields } from '../check/read.ts';
import { runsToCompletion, type PodTemplate } from '../check/pods.ts';
import { kindOf } from '../check/rule.ts';
import { scaleOf } from '../check/scale.ts';
import type { World } from '../check/world.ts';
import { Quantity } from '../values/quantity.ts';
import { amount, most, NOTHING, plus, type Amount } from '../check/scheduling/amount.ts';

/** What the pods of one workload ask of the nodes. */
export interface Demand {
  readonly namespace: string;
  /** `Rollout web` */
  readonly workload: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of one pod, its sidecar included. */
  readonly requests: Amount;
  /** Of one pod; `undefined` where a container states none, so that the pod may use whatever the node has. */
  readonly limits: { readonly cpu: Quantity | undefined; readonly memory: Quantity | undefined };
  readonly sidecar: boolean;
  readonly tolerations: readonly Fields[];
  /** Runs on these nodes only, by their role. @default every node that takes the pod */
  readonly role?: 'control-plane' | 'worker' | undefined;
  /** Runs on this node only. */
  readonly node?: string | undefined;
  /** One pod on each node that takes it; then `pods` does not count. */
  readonly everyNode: boolean;
  /** At rest, at the autoscaler's maximum, and beyond that while a new version of ours comes. */
  readonly pods: { readonly rest: number; readonly most: number; readonly surge: number };
  /** A Job ends; what lasts counts at rest. */
  readonly lasting: boolean;
  /** The hard rule that keeps the pods apart, if there is one. */
  readonly spread: Spread | undefined;
  /** The sync wave of its namespace: what comes earlier has its place first. */
  readonly wave: number;
}

/** A hard spread over host names. */
export interface Spread {
  /** Most by which one node may be ahead of another. Unit: pods. */
  readonly skew: number;
  /** Whether a tainted node counts as an empty one for ever (D-02). */
  readonly countsTainted: boolean;
}

/** What each sidecar gets where neither its pod nor the installed mesh says so: the defaults of Istio's chart. */
const SIDECAR = { requests: amount('100m', '128Mi'), limits: amount('2', '1Gi') };

interface Sizes {
  readonly requests: Amount;
  readonly limits: { readonly cpu: Quantity | undefined; readonly memory: Quantity | undefined };
}

/** What everything in a cluster asks for, in the order in which Argo CD installs it. */
export function demandsOf(world: World): readonly Demand[] {
  const sidecar = sidecarSize(world);
  const waves = wavesOf(world);
  return world
    .podTemplates()
    .map((pod) => demandOf(world, pod, sidecar, waves))
    .sort((a, b) => a.wave - b.wave || compare(a.namespace, b.namespace) || compare(a.workload, b.workload));
}

function demandOf(world: World, pod: PodTemplate, meshSidecar: Sizes, waves: ReadonlyMap<string, number>): Demand {
  const { owner, namespace, labels, spec } = pod;
  const sidecar = pod.injection === 'yes';
  const { min, max, surge } = scaleOf(world, pod);
  return {
    namespace,
    workload: `${owner.object.kind} ${owner.object.metadata.name}`,
    labels,
    ...sizesOf(pod, sidecar ? [ownSidecar(pod) ?? meshSidecar] : []),
    sidecar,
    tolerations: itemsAt(spec, 'tolerations').map(fields),
    everyNode: kindOf(owner.object) === 'apps/DaemonSet',
    // A chart's next version is somebody's decision for one component; ours come with every delivery.
    pods: { rest: min, most: max, surge: pod.provided ? 0 : surge },
    lasting: !runsToCompletion(pod),
    spread: hardSpread(spec),
    wave: waves.get(namespace) ?? 0,
  };
}

/**
 * What the scheduler reserves for a pod: its containers together, or the greediest init container with the sidecars beside it,
 * whichever is more.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
function sizesOf({ containers }: PodTemplate, sidecars: readonly Sizes[]): Sizes {
  let together: Sizes = { requests: NOTHING, limits: NOTHING };
  for (const each of sidecars) together = add(together, each);
  for (const each of containers) if (!each.init) together = add(together, sizeOf(each.fields));
  let { requests } = together;
  for (const each of containers) if (each.init) requests = most(requests, sizeOf(each.fields).requests);
  return { requests, limits: together.limits };
}

function sizeOf(container: Fields): Sizes {
  const at = (path: string): Quantity | undefined => quantityOf(textAt(container, path));
  const limits = { cpu: at('resources.limits.cpu'), memory: at('resources.limits.memory') };
  return {
    // A request that is left out is the limit.
    requests: {
      cpu: at('resources.requests.cpu') ?? limits.cpu ?? NOTHING.cpu,
      memory: at('resources.requests.memory') ?? limits.memory ?? NOTHING.memory,
    },
    limits,
  };
}

function add(a: Sizes, b: Sizes): Sizes {
  const both = (x: Quantity | undefined, y: Quantity | undefined): Quantity | undefined => (x && y ? x.plus(y) : undefined);
  return {
    requests: plus(a.requests, b.requests),
    limits: { cpu: both(a.limits.cpu, b.limits.cpu), memory: both(a.limits.memory, b.limits.memory) },
  };
}

function quantityOf(text: string | undefined): Quantity | undefined {
  return text === undefined ? undefined : Quantity.parse(text);
}

/** Annotations of the pod that make its sidecar another size than the mesh's. */
function ownSidecar({ annotations }: PodTemplate): Sizes | undefined {
  const at = (name: string): Quantity | undefined => quantityOf(annotations[`sidecar.istio.io/${name}`]);
  const [cpu, memory] = [at('proxyCPU'), at('proxyMemory')];
  if (cpu === undefined && memory === undefined) return undefined;
  return {
    requests: { cpu: cpu ?? NOTHING.cpu, memory: memory ?? NOTHING.memory },
    limits: { cpu: at('proxyCPULimit'), memory: at('proxyMemoryLimit') },
  };
}

/** What the Application that installs the mesh says of sidecars. */
function sidecarSize(world: World): Sizes {
  for (const { object } of world.ofKind('argoproj.io/v1alpha1/Application')) {
    const resources = fieldsAt(object, 'spec.source.helm.valuesObject.global.proxy.resources');
    if (Object.keys(resources).length > 0) return sizeOf({ resources });
  }
  return SIDECAR;
}

/** The earliest wave that installs into a namespace. */
function wavesOf(world: World): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  for (const { object } of world.ofKind('argoproj.io/v1alpha1/Application')) {
    const namespace = textAt(object, 'spec.destination.namespace');
    const wave = Number(textsAt(object, 'metadata.annotations')['argocd.argoproj.io/sync-wave'] ?? 0);
    if (namespace !== undefined) waves.set(namespace, Math.min(wave, waves.get(namespace) ?? wave));
  }
  return waves;
}

function hardSpread(spec: Fields): Spread | undefined {
  const hard = items(spec['topologySpreadConstraints']).filter(
    (each) =>
      textAt(each, 'topologyKey') === 'kubernetes.io/hostname' &&
      (textAt(each, 'whenUnsatisfiable') ?? 'DoNotSchedule') === 'DoNotSchedule',
  );
  if (hard.length === 0) return undefined;
  return {
    skew: Math.min(...hard.map((each) => numberAt(each, 'maxSkew') ?? 1)),
    countsTainted: hard.some((each) => textAt(each, 'nodeTaintsPolicy') !== 'Honor'),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
