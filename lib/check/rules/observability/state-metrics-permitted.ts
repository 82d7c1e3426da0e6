import { kubeStateFamilies } from '../../observability/kube-state-rights.ts';
import { POD_KINDS } from '../../pods.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const stateMetricsPermitted = defineRule({
  id: 'state-metrics-permitted',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'The account of kube-state-metrics may list and watch what kube-state-metrics tells by default.',
  source:
    'https://github.com/kubernetes/kube-state-metrics/blob/main/examples/standard/cluster-role.yaml; https://github.com/kubernetes/kube-state-metrics/blob/main/docs/developer/cli-arguments.md',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const container = pod?.containers.find((each) => !each.init && programOf(each) === 'kube-state-metrics');
    if (pod === undefined || pod.provided || container === undefined) return;
    // What is chosen by a flag or a file is another list.
    if (
      itemsAt(container.fields, 'envFrom').length > 0 ||
      wordsOf(container).some(({ value }) => /^--(resources|config|namespaces)\b/.test(value))
    )
      return;
    const account = textAt(pod.spec, 'serviceAccountName') ?? textAt(pod.spec, 'serviceAccount') ?? 'default';
    const lacking = kubeStateFamilies(world, pod.namespace, account);
    if (lacking.length === 0) return;
    yield {
      path: `${pod.specPath}.serviceAccountName`,
      message: `the account ${account} may not list and watch ${lacking.join(', ')}, which kube-state-metrics reads by default`,
      why: 'It asks again every few seconds, its log is full of "forbidden", and no series of these objects exists: alerts on them stay silent.',
      fix: 'Give the ClusterRole these resources with list and watch, or name those that are wanted with --resources.',
    };
  },
});
