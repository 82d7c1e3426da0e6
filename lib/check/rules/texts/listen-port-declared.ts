import { variable } from '../../hosts/database-clients.ts';
import { POD_KINDS, runsToCompletion, type Container, type PodTemplate } from '../../pods.ts';
import { at, fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

/** Variables that tell a program where to listen. */
const VARIABLES = [
  'SERVER_PORT',
  'PORT',
  'HTTP_PORT',
  'APP_PORT',
  'LISTEN_PORT',
  'SERVICE_PORT',
  'GF_SERVER_HTTP_PORT',
  'ASPNETCORE_HTTP_PORTS',
  'UVICORN_PORT',
];

/** `--server.port=8080`, `--web.listen-address=:9113` */
const FLAG =
  /^--?(?:server\.port|port|http[.-]port|listen[.-](?:address|port)|web\.listen-address|http-listen-address|bind-address|addr|address)[= ]"?(?:[\w.*[\]-]*:)?(\d{2,5})"?$/;

export const listenPortDeclared = defineRule({
  id: 'listen-port-declared',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'The port that a program is told to listen on is one that its container declares and its probes ask.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/connect-applications-service/; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || runsToCompletion(pod)) return;
    for (const container of pod.containers.filter(({ init }) => !init)) {
      const told = [...portsOf(container, pod.namespace, world)].filter(
        ({ name, port }) => name !== 'SERVICE_PORT' || !doors(pod, world).has(port),
      );
      const declared = container.ports.map(({ port }) => port);
      // Of several ports, told or declared, each may be for something else.
      const [first] = told;
      if (first === undefined || told.some(({ port }) => declared.includes(port)) || declared.length !== 1) {
        yield* management(container, pod.namespace, world);
        continue;
      }
      yield {
        path: first.path,
        message: `${first.name} is ${first.port}, container "${container.name}" declares ${declared.join(', ')}`,
        why: 'Services and probes send to the declared port, where nobody listens: connections are refused.',
        fix: `Declare ${first.port} and send to it, or listen on ${declared.join(' or ')}.`,
      };
    }
  },
});

/** Ports of the Services in front of a pod: `SERVICE_PORT` may mean one of these. */
function doors(pod: PodTemplate, world: World): ReadonlySet<number> {
  return new Set(world.servicesOf(pod).flatMap(({ object }) => servicePorts(object).map(({ port }) => port)));
}

function* portsOf(
  { fields, path }: Container,
  namespace: string,
  world: World,
): Iterable<{ readonly path: string; readonly name: string; readonly port: number }> {
  for (const list of ['command', 'args']) {
    const words = itemsAt(fields, list).map((word) => text(word) ?? '');
    for (const [index, word] of words.entries()) {
      const found = FLAG.exec(word)?.[1] ?? FLAG.exec(`${word} ${words[index + 1] ?? ''}`)?.[1];
      if (found !== undefined) yield { path: `${path}.${list}[${index}]`, name: word.split('=')[0] ?? word, port: Number(found) };
    }
  }
  const names = itemsAt(fields, 'env').map((each) => textAt(each, 'name'));
  for (const name of VARIABLES) {
    const value = variable(fields, name, namespace, world);
    const index = names.indexOf(name);
    if (value !== undefined && /^\d{2,5}$/.test(value))
      yield { path: index === -1 ? `${path}.envFrom` : `${path}.env[${index}].value`, name, port: Number(value) };
  }
}

/** Spring's actuator on a port of its own: probes below /actuator must ask that one. */
function* management(
  container: Container,
  namespace: string,
  world: World,
): Iterable<{ path: string; message: string; why: string; fix: string }> {
  const port = variable(container.fields, 'MANAGEMENT_SERVER_PORT', namespace, world);
  if (port === undefined || !/^\d+$/.test(port)) return;
  for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
    const get = fieldsAt(container.fields, `${probe}.httpGet`);
    const asked = typeof get['port'] === 'string' ? container.ports.find(({ name }) => name === get['port'])?.port : at(get, 'port');
    if (textAt(get, 'path')?.startsWith('/actuator') !== true || typeof asked !== 'number' || asked === Number(port)) continue;
    yield {
      path: `${container.path}.${probe}.httpGet.port`,
      message: `the ${probe} asks ${textAt(get, 'path') ?? ''} on ${asked}, the actuator listens on ${port} (MANAGEMENT_SERVER_PORT)`,
      why: 'The probe gets 404 each time: the pod never gets ready, or is restarted for ever.',
      fix: `Ask port ${port}.`,
    };
  }
}
