import type { PodTemplate } from '../pods.ts';

/** Names of programs whose purpose is the node: networks, disks, metrics and logs of the machine, its kernel's events. */
const NODE_PROGRAMS =
  /falco|tetragon|tracee|sysdig|cilium|calico|flannel|weave|kube-proxy|kube-router|multus|antrea|istio-cni|cni|ztunnel|node-exporter|node_exporter|cadvisor|alloy|promtail|fluent|filebeat|metricbeat|vector|logging|datadog|newrelic|dynatrace|otel|collector|telegraf|netdata|beyla|pyroscope|parca|agent|longhorn|rook|ceph|openebs|csi|iscsi|nfs|mayastor|topolvm|metallb|speaker|kube-vip|keepalived|device-plugin|nvidia|gpu|node-local-dns|nodelocaldns|kured|kube-bench|trivy|node-problem|smartctl|spin|kata|etcd|velero|restic|tuned|sysctl|chaos|hubble|coroot|inspektor|kepler/i;

/** A program that is there for the node, by the names of its workload, containers and images. */
export function isNodeProgram(pod: PodTemplate): boolean {
  // What is fetched before the start, such as the agent of a tracer, says nothing about the program.
  const running = pod.containers.filter(({ init }) => !init);
  const names = [pod.owner.object.metadata.name, ...running.flatMap(({ name, image = '' }) => [name, image])];
  return names.some((each) => NODE_PROGRAMS.test(each)) || pod.namespace === 'kube-system';
}
