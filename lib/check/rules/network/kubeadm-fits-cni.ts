import { joinedValues } from '../../charts/joined.ts';
import { HELM_KINDS } from '../../helm.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { kubeadmCalls, type KubeadmCall } from '../../texts/kubeadm.ts';

export const kubeadmFitsCni = defineRule({
  id: 'kubeadm-fits-cni',
  severity: 'warning',
  kinds: HELM_KINDS,
  asks: 'Cilium and the call of kubeadm that made its cluster agree on the range of pods, and on who handles Services.',
  source:
    'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/; https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/; seed 004, section 8.1',
  *check(manifest, world) {
    for (const { chart, values, path } of joinedValues(world).get(manifest) ?? []) {
      if (chart !== 'cilium') continue;
      const calls = kubeadmCalls(world);
      // Of several machines or clusters nobody knows which call is meant.
      const [call] = calls;
      if (call === undefined || calls.some((each) => each.pods !== call.pods || each.kubeProxy !== call.kubeProxy)) continue;
      yield* proxied(values, path, call);
      yield* ranges(values, path, call);
    }
  },
});

function* proxied(values: unknown, path: string, { file, line, kubeProxy }: KubeadmCall): Iterable<Issue> {
  const replaces = /^(true|strict)$/.test(textAt(values, 'kubeProxyReplacement') ?? 'false');
  if (replaces && kubeProxy === true) {
    yield {
      path: `${path}.kubeProxyReplacement`,
      severity: 'info',
      message: `Cilium replaces kube-proxy, and line ${line} of ${file} lets kubeadm install it all the same`,
      why: 'Both handle the same Services: connections and node ports are caught by whichever comes first, and the rules of kube-proxy stay for ever.',
      fix: 'Call kubeadm init with --skip-phases=addon/kube-proxy.',
    };
  }
  if (!replaces && kubeProxy === false) {
    yield {
      path: at(values, 'kubeProxyReplacement') === undefined ? path : `${path}.kubeProxyReplacement`,
      severity: 'error',
      message: `line ${line} of ${file} leaves kube-proxy out, and Cilium does not replace it`,
      why: 'No Service has an address that works: not even DNS, nor the API server for those who ask for it by name.',
      fix: 'Set kubeProxyReplacement: true, with k8sServiceHost and k8sServicePort.',
    };
  }
  if (replaces && kubeProxy === false && textAt(values, 'k8sServiceHost') === undefined) {
    yield {
      path: `${path}.kubeProxyReplacement`,
      severity: 'error',
      message: `line ${line} of ${file} leaves kube-proxy out, and there is no k8sServiceHost`,
      why: 'Cilium looks for the API server at the address of a Service that only Cilium could make work: its pods never become ready.',
      fix: 'Set k8sServiceHost to the address of the control plane, and k8sServicePort: 6443.',
    };
  }
}

function* ranges(values: unknown, path: string, { file, line, pods }: KubeadmCall): Iterable<Issue> {
  const mode = textAt(values, 'ipam.mode') ?? 'cluster-pool';
  const list = 'ipam.operator.clusterPoolIPv4PodCIDRList';
  const written = itemsAt(values, list).map((each) => text(each) ?? '');
  const own = written.length > 0 ? written : [textAt(values, list) ?? '10.0.0.0/8'];
  if (pods === undefined || !mode.startsWith('cluster-pool') || own.some((range) => pods.split(',').includes(range))) return;
  yield {
    path: at(values, list) === undefined ? path : `${path}.${list}`,
    severity: at(values, list) === undefined ? 'info' : 'warning',
    message: `Cilium gives pods addresses of ${own.join(', ')}${at(values, list) === undefined ? ' (the default)' : ''}, and line ${line} of ${file} tells kubeadm ${pods}`,
    why: 'The controllers of Kubernetes give each node a range of the one, the pods have addresses of the other: firewalls, routes and policies that name the range match nothing.',
    fix: 'Name one range in both, or set ipam.mode: kubernetes.',
  };
}
