import { fields, items, itemsAt, numberAt, textAt, textsAt, type Fields } from '../check/read.ts';
import { runsToCompletion, type PodTemplate, workloadName } from '../check/pods.ts';
import { kindOf } from '../check/rule.ts';
import { scaleOf } from '../check/scale.ts';
import type { World } from '../check/world.ts';
import { podSizes, type Sizes } from '../check/scheduling/sizes.ts';
import { byCodeUnit } from '../values/order.ts';

/** What the pods of one workload ask of the nodes; sizes are those of one pod, its sidecar included. */
export interface Demand extends Sizes {
  readonly namespace: string;
  /** `Rollout web` */
  readonly workload: string;
  readonly labels: Readonly<Record<string, string>>;
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

/** What everything in a cluster asks for, in the order in which Argo CD installs it. */
export function demandsOf(world: World): readonly Demand[] {
  const waves = wavesOf(world);
  return world
    .podTemplates()
    .map((pod) => demandOf(world, pod, waves))
    .sort((a, b) => a.wave - b.wave || byCodeUnit(a.namespace, b.namespace) || byCodeUnit(a.workload, b.workload));
}

function demandOf(world: World, pod: PodTemplate, waves: ReadonlyMap<string, number>): Demand {
  const { owner, namespace, labels, spec } = pod;
  const { min, max, surge } = scaleOf(world, pod);
  return {
    namespace,
    workload: workloadName(pod),
    labels,
    ...podSizes(world, pod),
    sidecar: pod.injection === 'yes',
    tolerations: itemsAt(spec, 'tolerations').map(fields),
    everyNode: kindOf(owner.object) === 'apps/DaemonSet',
    // A chart's next version is somebody's decision for one component; ours come with every delivery.
    pods: { rest: min, most: max, surge: pod.provided ? 0 : surge },
    lasting: !runsToCompletion(pod),
    spread: hardSpread(spec),
    wave: waves.get(namespace) ?? 0,
  };
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
