import { POD_KINDS, type Container } from '../../pods.ts';
import { at, fieldsAt, itemsAt, someString } from '../../read.ts';
import { parseImage } from '../../images.ts';
import { atLoopback } from '../../scheduling/probe-hosts.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const probePort = defineRule({
  id: 'probe-port',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A probe or hook asks its own pod, and names a port of its own container.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
  *check(manifest, world) {
    for (const { name, image, fields, ports, path } of world.podTemplate(manifest)?.containers ?? []) {
      const named = ports.flatMap((port) => port.name ?? []);
      yield* disagreeing({ name, image, fields, ports, path });
      if (at(world.podTemplate(manifest)?.spec, 'hostNetwork') !== true) yield* atLoopback({ name, fields, path });
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

/** Ports on which programs listen without being told, from their documentation: the pages of their health among them. */
const PORTS: Readonly<Record<string, readonly number[]>> = {
  'jaegertracing/all-in-one': [4317, 4318, 5778, 9411, 14250, 14268, 14269, 16685, 16686],
  'prom/prometheus': [9090],
  'prom/alertmanager': [9093, 9094],
  'grafana/grafana': [3000],
  'library/redis': [6379],
  'library/postgres': [5432],
  'library/rabbitmq': [4369, 5671, 5672, 15672, 15692, 25672],
};

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];

/**
 * One probe asks a declared port and another one that nothing in the container speaks of. Where all probes ask such a port
 * it is a port of its own that somebody did not declare, which works.
 */
function* disagreeing({
  name,
  image,
  fields,
  ports,
  path,
}: Pick<Container, 'name' | 'image' | 'fields' | 'ports' | 'path'>): Iterable<Issue> {
  const asked = PROBES.flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((action) => {
      const port = at(fieldsAt(fields, `${probe}.${action}`), 'port');
      return port === undefined ? [] : { place: `${path}.${probe}.${action}.port`, port };
    }),
  );
  const isDeclared = (port: unknown): boolean => ports.some((each) => each.name === port || each.port === Number(port));
  const own = PORTS[parseImage(image ?? '').path];
  const alone = ['args', 'command', 'volumeMounts', 'envFrom'].every((each) => fields[each] === undefined);
  if (own === undefined || !alone) {
    if (!asked.some(({ port }) => isDeclared(port))) return;
  }
  for (const { place, port } of asked) {
    const number = Number(port);
    if (Number.isNaN(number) || isDeclared(port) || mentions(fields, number) || own?.includes(number) === true) continue;
    yield {
      path: place,
      severity: 'warning',
      message: `the probe asks port ${number}, which container "${name}" does not declare; declared: ${ports.map((each) => each.port).join(', ')}`,
      why: 'If nothing listens there the probe fails each time: the pod never gets ready, or is restarted for ever.',
      fix: 'Ask a declared port, or declare this one too.',
    };
  }
}

/** A variable or argument has the number in it: the program is told to listen there. */
function mentions(fields: unknown, port: number): boolean {
  const found = new RegExp(`(^|\\D)${port}(\\D|$)`);
  const open = itemsAt(fields, 'envFrom').length > 0 && port >= 9000;
  return open || ['env', 'args', 'command'].some((list) => someString(itemsAt(fields, list), (text) => found.test(text)));
}
