import { configReferences } from '../config-references.ts';
import type { Container, PodTemplate } from '../pods.ts';
import type { WorldObject } from '../rule.ts';
import { podPort, serviceHost, servicePorts, type ServicePort } from '../services.ts';
import { texts, type Text } from '../texts.ts';
import type { World } from '../world.ts';
import { addresses } from './addresses.ts';
import { proxiedLocations } from './authorization/proxied.ts';
import { podPeer } from './peer.ts';
import { podEnd, type End, type ShownFlow } from './shown-flow.ts';

/** Flows from pods to Services that their variables, arguments and mounted configuration name. */
export function* calledServices(world: World): Generator<ShownFlow> {
  for (const pod of world.podTemplates()) {
    if (!pod.provided) yield* calls(world, pod, pod.owner, true);
  }
  for (const [config, users] of configUsers(world)) {
    for (const pod of users) {
      for (const flow of [...proxied(world, pod, config), ...calls(world, pod, config, false)])
        yield users.size === 1 ? flow : { ...flow, shared: `${pod.namespace} ${flow.because} ${flow.to.name}`, sure: false };
    }
  }
}

/** What nginx hands on, with the beginning of its path. */
function* proxied(world: World, pod: PodTemplate, config: WorldObject): Generator<ShownFlow> {
  const from = podEnd(world, pod);
  for (const { location, host, port, arrives } of proxiedLocations(config)) {
    const target = serviceHost(host, pod.namespace);
    const service = target === undefined ? undefined : world.find('v1/Service', target.namespace, target.name);
    const ports = servicePorts(service?.object).filter((each) => each.port === port);
    for (const to of ports.flatMap((each) => (service === undefined ? [] : endsBehind(world, service, each)))) {
      const because = `location ${location} of ConfigMap ${config.object.metadata.name} passes on to ${host}:${port}`;
      if (to.end.pod !== pod) yield { from, to: to.end, port: to.port, protocol: to.protocol, httpPath: arrives, because, sure: true };
    }
  }
}

function* calls(world: World, pod: PodTemplate, manifest: WorldObject, own: boolean): Generator<ShownFlow> {
  const from = podEnd(world, pod);
  for (const { path, key, value, namespace, beside } of texts(manifest, world)) {
    const name = isVariable(path) || isEntry(manifest, key) ? key : '';
    // As most texts: neither a port or scheme, nor an option, nor a variable that may be called a host.
    if (!value.includes(':') && !value.includes('-h') && name === '' && !OPENS.test(value)) continue;
    for (const { written, host, port } of addressesIn(value, name, beside)) {
      const target = serviceHost(host, own ? namespace : pod.namespace);
      const service = target === undefined ? undefined : world.find('v1/Service', target.namespace, target.name);
      if (service === undefined) continue;
      const ports = servicePorts(service.object).filter((each) => port === undefined || each.port === port);
      if (port === undefined && ports.length !== 1) continue;
      const where = own ? wordsFor(pod, path, key) : `${manifest.object.kind} ${manifest.object.metadata.name} ${path}`;
      const sure = own || /\bproxy_pass\b|\bupstream\b/.test(value);
      for (const to of ports.flatMap((each) => endsBehind(world, service, each))) {
        if (to.end.pod === pod) continue;
        const flow = { from, to: to.end, port: to.port, protocol: to.protocol, because: `${where} says ${written}`, sure };
        const container = own ? containerOf(pod, path) : undefined;
        yield container?.init === true ? { ...flow, init: container } : flow;
      }
    }
  }
}

/** Pods behind a port of a Service; where they are not in the tree, what the selector says of them. */
export function endsBehind(
  world: World,
  service: WorldObject,
  port: ServicePort,
): readonly { readonly end: End; readonly port: number; readonly protocol: ShownFlow['protocol'] }[] {
  const protocol = port.protocol === 'UDP' || port.protocol === 'SCTP' ? port.protocol : 'TCP';
  const pods = world.podsOfService(service);
  if (pods.length > 0) {
    return pods.flatMap((pod) => {
      const number = podPort(port, pod);
      return number === undefined ? [] : [{ end: podEnd(world, pod), port: number, protocol }];
    });
  }
  const selector = Object.entries(itemsOf(service)).filter((each): each is [string, string] => typeof each[1] === 'string');
  if (selector.length === 0) return [];
  const { name, namespace = '' } = service.object.metadata;
  const peer = podPeer(namespace, Object.fromEntries(selector), {
    namespaceLabels: world.namespaceLabels(namespace),
    partial: true,
    anyPort: true,
  });
  return [{ end: { name: `the pods of Service ${namespace}/${name}`, peer, pod: undefined }, port: port.port, protocol }];
}

function itemsOf({ object }: WorldObject): object {
  const selector = (object['spec'] as { selector?: unknown } | undefined)?.selector;
  return typeof selector === 'object' && selector !== null ? selector : {};
}

interface NamedAddress {
  readonly written: string;
  readonly host: string;
  readonly port: number | undefined;
}

/** Addresses in a text, and values that a name calls a host. */
function* addressesIn(value: string, name: string, beside: Text['beside']): Generator<NamedAddress> {
  yield* addresses(value);
  if (/(^|_)(HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/i.test(name) && /^[a-z0-9.-]+$/.test(value)) {
    yield { written: value, host: value, port: portBeside(name, beside) };
  }
  for (const [written, host = '', port] of value.matchAll(OPENED)) yield { written: written.trim(), host, port: Number(port) };
  if (!value.includes('-h')) return;
  for (const [written, host = ''] of value.matchAll(/(?:^|\s)(?:-h\s*|--host[= ])([a-z][a-z0-9.-]*[a-z0-9])(?=[\s;&|)"']|$)/g)) {
    if (/\b(mysql|mysqladmin|mysqldump|mariadb|pg_dump|pg_isready|pg_restore|psql|redis-cli|mongodump|mongosh)\b/.test(value))
      yield { written: written.trim(), host, port: undefined };
  }
}

/** `nc -z -w 2 db 5432`: a loop that waits for somebody. */
const OPENS = /\b(?:nc|ncat|netcat|telnet)\s/;
const OPENED = /\b(?:nc|ncat|netcat|telnet)\s+(?:-\w+\s+(?:\d+\s+)?)*([a-z][a-z0-9.-]*[a-z0-9])\s+(\d{2,5})\b/g;

/** `DB_PORT` beside `DB_HOST`. */
function portBeside(name: string, beside: Text['beside']): number | undefined {
  const port = Number(beside?.(name.replace(/(HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/i, 'PORT')));
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

/** An entry of a ConfigMap that becomes a variable. */
function isEntry({ object }: WorldObject, key: string): boolean {
  return object.kind === 'ConfigMap' && /^[A-Z][A-Z0-9_]*$/.test(key);
}

function containerOf(pod: PodTemplate, path: string): Container | undefined {
  return pod.containers.find((each) => path.startsWith(`${each.path}.`));
}

/** Whether the value of a variable is at a path. */
function isVariable(path: string): boolean {
  return path.endsWith('].value') && /\.env\[\d+\]\.value$/.test(path);
}

function wordsFor(pod: PodTemplate, path: string, name: string): string {
  return isVariable(path) && name !== ''
    ? `env ${name}`
    : `${path.replace(/^.*\.(command|args)\b.*$/, '$1')} of ${containerOf(pod, path)?.name ?? 'its container'}`;
}

/** ConfigMaps and the pods that mount them or take variables from them. */
function configUsers(world: World): ReadonlyMap<WorldObject, ReadonlySet<PodTemplate>> {
  const users = new Map<WorldObject, Set<PodTemplate>>();
  for (const pod of world.podTemplates()) {
    if (pod.provided) continue;
    for (const { kind, name } of configReferences(pod)) {
      const config = kind === 'ConfigMap' ? world.find('v1/ConfigMap', pod.namespace, name) : undefined;
      if (config !== undefined) users.set(config, (users.get(config) ?? new Set()).add(pod));
    }
  }
  return users;
}
