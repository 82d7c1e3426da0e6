import { databaseOf } from '../../databases.ts';
import { isGuide } from '../../guides.ts';
import { serviceNamed } from '../../hosts/chart-services.ts';
import { environmentOf } from '../../hosts/environment.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { INJECTED, memberNamed, podMeant, statefulSet } from '../../texts/meant-pods.ts';
import { targetsOf } from '../../texts/named-in-commands.ts';
import { optionValues, partsOf } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

type Said = Omit<Issue, 'path'>;

export const commandFitsPods = defineRule({
  id: 'command-fits-pods',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'Pods, containers, ports and databases that commands of scripts and guides name are ones that the workload or Service has.',
  source:
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_port-forward/; https://kubernetes.io/docs/reference/kubectl/generated/kubectl_exec/',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl' || command.tested || command.next === '||') continue;
      for (const issue of [member(command, world), port(command, world), ...inside(command, world)]) {
        if (issue !== undefined) yield { path, ...issue, message: `line ${command.line}: ${issue.message}` };
      }
    }
  },
});

/** `kubectl exec postgres-0`: the pods of a StatefulSet have its name and a number. */
function member(command: Command, world: World): Said | undefined {
  const written = memberNamed(command);
  const [namespace] = optionValues(command, '-n', '--namespace');
  if (written === undefined || namespace === undefined || statefulSet(world, namespace, written.owner) !== undefined) return undefined;
  const names = world.inNamespace('apps/v1/StatefulSet', namespace).map(({ object }) => object.metadata.name);
  const near = nearName(written.owner, names) ?? names.find((each) => written.owner.startsWith(each) || each.startsWith(written.owner));
  if (near === undefined || isOpaque(world, namespace)) return undefined;
  return {
    message: `there is no pod ${namespace}/${written.owner}-${written.number}; the StatefulSets there are called ${names.join(', ')}`,
    why: 'The command ends with "NotFound": the script stops there, or goes on without what it was to do.',
    fix: `Did you mean "${near}-${written.number}"?`,
  };
}

/** `kubectl port-forward svc/grafana 3000:3000`: the second number is a port of the Service. */
function port(command: Command, world: World): Said | undefined {
  if (!command.words.some(({ text }) => text === 'port-forward')) return undefined;
  const [target] = targetsOf(command);
  if (target?.kind !== 'v1/Service' || target.namespace === undefined) return undefined;
  const service = serviceNamed(world, target.namespace, target.name);
  // A page may show a part of a Service.
  const ports = isGuide(service?.file) ? [] : servicePorts(service?.object);
  for (const { text } of command.words) {
    const [, asked = ''] = /^(?:\d*:)?(\d{2,5})$/.exec(text) ?? [];
    if (asked === '' || ports.length === 0 || ports.some((each) => String(each.port) === asked)) continue;
    return {
      message: `Service ${target.namespace}/${target.name} has no port ${asked}; it has ${ports.map((each) => each.port).join(', ')}`,
      why: `kubectl ends with "Service ${target.name} does not have a service port ${asked}".`,
      fix: `Write ${text.includes(':') ? `${text.split(':')[0] ?? ''}:` : `${asked}:`}${ports[0]?.port ?? ''}.`,
    };
  }
  return undefined;
}

/** `-c NAME`, and the database that a client within the pod asks for. */
function* inside(command: Command, world: World): Iterable<Said> {
  const { own, inner } = partsOf(command);
  const pod = podMeant(own, world);
  if (pod === undefined) return;
  const workload = `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`;
  const names = pod.containers.map(({ name }) => name);
  for (const name of optionValues(own, '-c', '--container')) {
    if (INJECTED.has(name) || names.includes(name) || !/^[a-z0-9-]+$/.test(name)) continue;
    const near = nearName(name, names);
    yield {
      message: `${workload} has no container "${name}"; it has ${names.join(', ')}`,
      why: 'The command ends with "container not found".',
      fix: near === undefined ? 'Name a container of the pod.' : `Did you mean "${near}"?`,
    };
  }
  const database = databaseOf(pod);
  const isClient = inner !== undefined && /^(psql|pg_dump|pg_restore)$/.test(inner.words[0]?.text ?? '');
  const [asked] = isClient ? optionValues(inner, '-d', '--dbname') : [];
  if (database === undefined || asked === undefined || !/^[\w-]+$/.test(asked) || /^(postgres|template\d)$/.test(asked)) return;
  const made = environmentOf(database.container.fields, pod.namespace, world).get('POSTGRES_DB');
  if (made === undefined || made === asked) return;
  yield {
    message: `it asks for database "${asked}", and ${workload} makes "${made}"`,
    why: 'The client ends with "database does not exist".',
    fix: `Write "${made}".`,
  };
}
