import { POD_KINDS } from '../../pods.ts';
import { strings, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const hostNetworkDns = defineRule({
  id: 'host-network-dns',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A pod on the network of its node that asks for names of the cluster has dnsPolicy ClusterFirstWithHostNet.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.spec['hostNetwork'] !== true) return;
    const policy = text(pod.spec['dnsPolicy']) ?? 'ClusterFirst';
    if (policy !== 'ClusterFirst') return;
    for (const container of pod.containers) {
      for (const list of ['env', 'args', 'command']) {
        for (const { value, path } of strings(container.fields[list], `${container.path}.${list}`)) {
          const host = /(?<![\w.-])[a-z0-9]([a-z0-9-]*[a-z0-9])?\.[a-z0-9-]+\.svc(\.[a-z0-9-]+)*(?![\w-])/.exec(value)?.[0];
          if (host === undefined) continue;
          yield {
            path,
            message: `it asks for ${host} with hostNetwork and dnsPolicy ${policy}, which then means that of the node`,
            why: 'The resolver of the node does not know names of the cluster: every call ends with "no such host".',
            fix: 'Set dnsPolicy: ClusterFirstWithHostNet.',
          };
          return;
        }
      }
    }
  },
});
