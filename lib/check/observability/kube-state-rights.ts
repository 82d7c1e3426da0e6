import { itemsAt, text, textAt } from '../read.ts';
import { grantsOf } from '../security/grants.ts';
import type { World } from '../world.ts';
import type { Told } from './kube-state.ts';

/** Resources by the group of their API. @see https://github.com/kubernetes/kube-state-metrics/blob/main/examples/standard/cluster-role.yaml */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  '': ['pods', 'nodes', 'services', 'namespaces', 'persistentvolumeclaims', 'persistentvolumes', 'resourcequotas', 'endpoints'],
  apps: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
  batch: ['jobs', 'cronjobs'],
  autoscaling: ['horizontalpodautoscalers'],
  policy: ['poddisruptionbudgets'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
};

/** Why the account of kube-state-metrics does not let it see what a metric is about. */
export function forbiddenState(world: World, { pod }: Told, metric: string): string | undefined {
  const kind = /^kube_([a-z]+)_/.exec(metric)?.[1];
  const found = Object.entries(GROUPS).flatMap(([group, all]) =>
    all
      .filter((each) => each === `${kind ?? ''}s` || each === `${kind ?? ''}es` || each === kind?.replace(/y$/, 'ies'))
      .map((resource) => ({ group, resource })),
  )[0];
  if (pod === undefined || found === undefined) return undefined;
  const account = textAt(pod.spec, 'serviceAccountName') ?? textAt(pod.spec, 'serviceAccount') ?? 'default';
  const grants = grantsOf(world, pod.namespace, account);
  return grants === undefined || mayFollow(grants, found.group, found.resource)
    ? undefined
    : `its account ${account} may not list and watch ${found.resource}`;
}

/** What it follows besides by default: since 2.0, and in every release after that. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  '': ['configmaps', 'limitranges', 'replicationcontrollers', 'secrets'],
  'storage.k8s.io': ['storageclasses', 'volumeattachments'],
};

/**
 * Resources that kube-state-metrics reads by default and that an account may not list and watch; none where the tree does not show. Endpoints went
 * out of the list when their successors came.
 */
export function kubeStateFamilies(world: World, namespace: string, account: string): readonly string[] {
  const grants = grantsOf(world, namespace, account);
  if (grants === undefined) return [];
  const groups = [...new Set([...Object.keys(GROUPS), ...Object.keys(FURTHER)])];
  return groups.flatMap((group) =>
    [...(GROUPS[group] ?? []), ...(FURTHER[group] ?? [])]
      .filter((resource) => resource !== 'endpoints' && !mayFollow(grants, group, resource))
      .sort(),
  );
}

function mayFollow(grants: readonly unknown[], group: string, resource: string): boolean {
  const has = (rule: unknown, list: string, wanted: string): boolean =>
    itemsAt(rule, list).some((each) => text(each) === wanted || each === '*');
  return ['list', 'watch'].every((verb) =>
    grants.some((rule) => has(rule, 'apiGroups', group) && has(rule, 'resources', resource) && has(rule, 'verbs', verb)),
  );
}
