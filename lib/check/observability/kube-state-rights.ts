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
  const has = (rule: unknown, list: string, wanted: string): boolean =>
    itemsAt(rule, list).some((each) => text(each) === wanted || each === '*');
  const may = (verb: string): boolean =>
    grants?.some((rule) => has(rule, 'apiGroups', found.group) && has(rule, 'resources', found.resource) && has(rule, 'verbs', verb)) ===
    true;
  return grants === undefined || (may('list') && may('watch'))
    ? undefined
    : `its account ${account} may not list and watch ${found.resource}`;
}
