import type { Container } from '../pods.ts';
import { fieldsAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

const PLACES = ['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

/** Probes and hooks that ask an address of the loopback: the kubelet asks from the node, where that is the node itself. */
export function* atLoopback({ name, fields, path }: Pick<Container, 'name' | 'fields' | 'path'>): Iterable<Issue> {
  for (const place of PLACES) {
    for (const action of ['httpGet', 'tcpSocket']) {
      const host = textAt(fieldsAt(fields, `${place}.${action}`), 'host') ?? '';
      if (!/^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1)$/.test(host)) continue;
      yield {
        path: `${path}.${place}.${action}.host`,
        message: `${place} of container "${name}" asks ${host}, which is the node for the kubelet`,
        why: 'Nothing answers there ("connection refused"): the pod is never ready, or is restarted for ever.',
        fix: 'Leave host out: the address of the pod is asked. A program that listens on the loopback only is examined by exec.',
      };
    }
  }
}
