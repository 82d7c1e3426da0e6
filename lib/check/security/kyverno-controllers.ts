import { nearest } from '../../values/nearest.ts';
import { releasesOf } from '../hosts/releases.ts';
import { at, textAt, textsAt, type Fields } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';

export const AUTOGEN = 'pod-policies.kyverno.io/autogen-controllers';
const CONTROLLERS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
/** What the background controller of Kyverno may write without being given more. */
const WRITTEN = /^(ConfigMap|Ingress|IngressClass|LimitRange|Namespace|NetworkPolicy|ResourceQuota|Role|RoleBinding|Secret)$/;
const GIVEN = 'rbac.kyverno.io/aggregate-to-background-controller';

/** Kinds for which Kyverno is to make rules of its own out of one for pods. */
export function* autogenFaults(annotation: string | undefined): Iterable<Issue> {
  if (annotation === undefined || annotation === 'none' || /[${]/.test(annotation)) return;
  for (const each of annotation.split(',').map((one) => one.trim())) {
    if (CONTROLLERS.includes(each)) continue;
    const near = /^none$/i.test(each) ? 'none' : nearest(each, CONTROLLERS);
    yield {
      path: `metadata.annotations["${AUTOGEN}"]`,
      message: `there is no kind "${each}" for which Kyverno makes rules of its own`,
      why: 'The rule for pods is made for no workload of that kind: what it forbids is told only when the pods do not come.',
      fix: near === undefined ? `Write none, or a list of ${CONTROLLERS.join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
}

/** What the controller in the background is to make, and may not. */
export function* generateFaults(generate: Fields, path: string, world: World): Iterable<Issue> {
  const kind = textAt(generate, 'kind') ?? '';
  if (kind === '' || WRITTEN.test(kind) || /[${]/.test(kind)) return;
  const charts = releasesOf(world).filter(({ chart }) => chart === 'kyverno');
  const extra = (values: unknown): boolean => at(values, 'backgroundController.rbac') !== undefined;
  if (charts.length === 0 || charts.some(({ values, open }) => open === true || extra(values))) return;
  if (world.ofKind('rbac.authorization.k8s.io/v1/ClusterRole').some(({ object }) => GIVEN in textsAt(object, 'metadata.labels'))) return;
  yield {
    path: `${path}.kind`,
    message: `the rule makes a ${kind}, which the background controller of Kyverno may not write`,
    why: 'Kyverno refuses the policy for want of rights, or notes an error at each trigger: new namespaces are left without it.',
    fix: `Add a ClusterRole for it with the label ${GIVEN}: "true", or backgroundController.rbac.clusterRole.extraResources.`,
  };
}
