import { POD_KINDS } from '../../pods.ts';
import { programOf } from '../../programs/of-images.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Ports on which the programs of a node listen for the node itself. @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/ */
const PORTS: Readonly<Record<string, string>> = {
  2379: 'etcd',
  2381: 'the metrics of etcd',
  6443: 'the API server',
  10248: 'the kubelet',
  10250: 'the kubelet',
  10257: 'the controller manager',
  10259: 'the scheduler',
};

export const nodeAddressOnHost = defineRule({
  id: 'node-address-on-host',
  severity: 'error',
  kinds: POD_KINDS,
  asks: "A pod that asks a program of its node by 127.0.0.1 is on the node's network.",
  source:
    'https://kubernetes.io/docs/concepts/services-networking/#the-kubernetes-network-model; https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.spec['hostNetwork'] === true) return;
    const own = new Set(pod.containers.flatMap(({ ports }) => ports.map(({ port }) => port)));
    for (const container of pod.containers) {
      const words = [
        ...['command', 'args'].flatMap((list) =>
          itemsAt(container.fields, list).map((word, index) => ({ path: `${container.path}.${list}[${index}]`, value: text(word) ?? '' })),
        ),
        ...itemsAt(container.fields, 'env').map((each, index) => ({
          path: `${container.path}.env[${index}].value`,
          value: textAt(each, 'value') ?? '',
        })),
      ];
      // A program of its own that listens there is asked by its neighbours.
      if (
        words.some(({ value }) => /^--(listen-client-urls|secure-port|advertise-client-urls)/.test(value)) ||
        /^(kube-apiserver|etcd-server|k3s|vcluster)/.test(programOf(container))
      )
        return;
      const found = words.flatMap(({ path, value }) => {
        const [, host = '', port = ''] = /(?:^|[\s=/,"'])(127\.0\.0\.1|localhost):(\d{4,5})(?!\d)/.exec(value) ?? [];
        return Object.hasOwn(PORTS, port) && !own.has(Number(port)) && !/\b(ssh|kubectl\s+exec|nsenter|port-forward)\b/.test(value)
          ? [{ path, host, port }]
          : [];
      })[0];
      if (found === undefined) continue;
      yield {
        path: found.path,
        message: `container "${container.name}" asks ${found.host}:${found.port} (${PORTS[found.port] ?? ''}), which is the pod itself: it is not on the node's network`,
        why: 'Nothing listens there: "connection refused", with every run.',
        fix: 'Set hostNetwork: true (with dnsPolicy: ClusterFirstWithHostNet), or ask the address of the node.',
      };
    }
  },
});
