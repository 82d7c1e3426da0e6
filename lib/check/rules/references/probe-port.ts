import { POD_KINDS } from '../../pods.ts';
import { at, fieldsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const probePort = defineRule({
  id: 'probe-port',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A probe or hook that names a port names one of its own container.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
  *check(manifest, world) {
    for (const { name, fields, ports, path } of world.podTemplate(manifest)?.containers ?? []) {
      const named = ports.flatMap((port) => port.name ?? []);
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle.postStart', 'lifecycle.preStop']) {
        for (const action of ['httpGet', 'tcpSocket']) {
          const port = at(fieldsAt(fields, `${probe}.${action}`), 'port');
          if (typeof port !== 'string' || /^\d+$/.test(port) || named.includes(port)) continue;

          const near = nearName(port, named);
          yield {
            path: `${path}.${probe}.${action}.port`,
            message: `container "${name}" has no port named "${port}"; named: ${named.join(', ') || 'none'}`,
            why: 'The kubelet cannot resolve the name, so the probe fails each time: the pod never gets ready, or is restarted for ever.',
            fix: near === undefined ? `Name a port of the container "${port}", or write the number.` : `Did you mean "${near}"?`,
          };
        }
      }
    }
  },
});
