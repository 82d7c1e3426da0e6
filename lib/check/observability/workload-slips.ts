import type { LabelMatcher } from '../../metrics/promql-tree.ts';
import { chartsFill } from '../hosts/chart-services.ts';
import { madeNamespaces } from '../namespaces.ts';
import { NearNames } from '../near-names.ts';
import { itemsAt, textAt } from '../read.ts';
import { isOpaque, isPlatform } from '../reference.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { namesGiven, type Slip } from './query-slips.ts';

/** Kinds whose names proxies give as the workload of a pod. */
const IN_MESH = ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'argoproj.io/v1alpha1/Rollout'];

/** What proxies say of both ends: the workload by its own name, which is seldom that of its Service. */
export function meshSlips(world: World, matchers: readonly LabelMatcher[]): readonly Slip[] {
  return ['destination', 'source'].flatMap((end) => {
    const [namespace] = namesGiven(matchers, `${end}_workload_namespace`);
    const faults = (label: string, what: string, kinds: readonly string[]): readonly Slip[] =>
      namesGiven(matchers, label).flatMap((name) => {
        const known = namesOf(world, kinds, namespace);
        const near = known.has(name) || /gateway|unknown/.test(name) ? undefined : known.near(name);
        return near === undefined ? [] : [{ message: `no ${what} is called "${name}" (${label})`, near }];
      });
    return [...faults(`${end}_workload`, 'workload', IN_MESH), ...faults(`${end}_service_name`, 'Service', ['v1/Service'])];
  });
}

/** Labels that name objects, on the metrics of kube-state-metrics, cAdvisor and the kubelet. */
const WORKLOADS: Readonly<Record<string, string>> = {
  deployment: 'apps/v1/Deployment',
  statefulset: 'apps/v1/StatefulSet',
  daemonset: 'apps/v1/DaemonSet',
  cronjob: 'batch/v1/CronJob',
  horizontalpodautoscaler: 'autoscaling/v2/HorizontalPodAutoscaler',
  persistentvolumeclaim: 'v1/PersistentVolumeClaim',
};

/** Namespaces and workloads that a metric of the cluster names. */
export function workloadSlips(world: World, matchers: readonly LabelMatcher[]): readonly Slip[] {
  const namespaces = namesGiven(matchers, 'namespace');
  return [...ofNamespaces(world, namespaces), ...ofWorkloads(world, namespaces, matchers)];
}

function ofNamespaces(world: World, names: readonly string[]): readonly Slip[] {
  const known = world.once('namespaces of queries', () => {
    const used = world.objects.map(({ object }) => object.metadata.namespace ?? '');
    return new NearNames([...madeNamespaces(world), ...used, ...world.installers().map((each) => each.namespace ?? '')]);
  });
  return names.flatMap((name) => {
    // Only a name that resembles one of this tree is a slip; others are of other trees.
    const near = known.has(name) || isPlatform(name) ? undefined : known.near(name);
    return near === undefined ? [] : [{ message: `there is no namespace "${name}"`, near }];
  });
}

function ofWorkloads(world: World, namespaces: readonly string[], matchers: readonly LabelMatcher[]): readonly Slip[] {
  const [namespace] = namespaces;
  if (namespace === undefined || namespaces.length > 1 || isOpaque(world, namespace) || chartsFill(world, namespace)) return [];
  return Object.entries(WORKLOADS).flatMap(([label, kind]) => {
    const there = namesOf(world, [kind], namespace);
    const sets = label === 'persistentvolumeclaim' ? world.inNamespace('apps/v1/StatefulSet', namespace) : [];
    if (sets.length > 0) return ofClaims(sets, there, namesGiven(matchers, label), namespace);
    // What operators make has names that no manifest says.
    if (there.size === 0 && !(kind in RUNNING)) return [];
    return namesGiven(matchers, label).flatMap((name) => {
      const other = there.has(name) ? undefined : otherKind(world, name, namespace, kind);
      if (other !== undefined)
        return [
          {
            message: `"${name}" in "${namespace}" is a ${other}, and no ${label}`,
            near: name,
            fix: WITHOUT[other] ?? `Ask for the metrics of a ${other}.`,
          },
        ];
      const near = there.has(name) ? undefined : there.near(name);
      return near === undefined ? [] : [{ message: `there is no ${label} "${name}" in "${namespace}"`, near }];
    });
  });
}

/** Kinds that run pods under a name of their own, which people change for each other. */
const RUNNING: Readonly<Record<string, string>> = {
  'apps/v1/Deployment': 'Deployment',
  'apps/v1/StatefulSet': 'StatefulSet',
  'apps/v1/DaemonSet': 'DaemonSet',
  'argoproj.io/v1alpha1/Rollout': 'Rollout',
};

const WITHOUT: Readonly<Record<string, string>> = {
  Rollout: 'kube-state-metrics tells nothing of Rollouts: ask for kube_pod_status_ready of its pods, or rollout_info of the controller.',
};

/** The kind of a workload that is there under this name, and is of another kind than the label says. */
function otherKind(world: World, name: string, namespace: string, kind: string): string | undefined {
  if (!(kind in RUNNING)) return undefined;
  const found = Object.keys(RUNNING).find((each) => each !== kind && world.find(each, namespace, name) !== undefined);
  return found === undefined ? undefined : RUNNING[found];
}

/** A claim of a template is called after the template, the set and the number of its pod. */
function ofClaims(sets: readonly WorldObject[], there: NearNames, names: readonly string[], namespace: string): readonly Slip[] {
  const made = sets.flatMap(({ object: { metadata, ...object } }) =>
    itemsAt(object, 'spec.volumeClaimTemplates').map((each) => ({ set: metadata.name, template: textAt(each, 'metadata.name') ?? '' })),
  );
  return names.flatMap((name) => {
    const meant = made.find(({ set, template }) =>
      [template, `${template}-${set}`, `${set}-${template}`, `${set}-${template}-0`].includes(name),
    );
    if (there.has(name) || meant === undefined) return [];
    return [{ message: `there is no persistentvolumeclaim "${name}" in "${namespace}"`, near: `${meant.template}-${meant.set}-0` }];
  });
}

/** Names of objects of some kinds, in one namespace or in all. */
function namesOf(world: World, kinds: readonly string[], namespace: string | undefined): NearNames {
  return world.once(`names of ${kinds.join()} in ${namespace ?? '*'}`, () => {
    const there = kinds.flatMap((kind) => (namespace === undefined ? world.ofKind(kind) : world.inNamespace(kind, namespace)));
    return new NearNames(there.map(({ object }) => object.metadata.name));
  });
}
