import { documentKind } from './document.ts';
import { chartNamespaces, serviceNamed } from './hosts/chart-services.ts';
import { addressesAt, addressesInCommands, addressesInFile } from './hosts/key-addresses.ts';
import { textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { serviceHost, type ServiceHost } from './services.ts';
import { SPEAKING_KINDS, texts, type Text } from './texts.ts';
import { clusterNamesIn, urlsIn, type FoundUrl } from './urls.ts';
import type { World } from './world.ts';

/** An address that points into the cluster. */
export interface ClusterUrl {
  readonly url: FoundUrl;
  readonly path: string;
  readonly host: ServiceHost;
  /** The Service of the tree, or one that a chart is known to make. */
  readonly service: WorldObject | undefined;
  /** Surely meant as the name of a Service; otherwise only a near miss makes it a mistake. */
  readonly sure: boolean;
}

/** Kinds whose texts are searched. */
export const URL_KINDS = [
  'v1/ConfigMap',
  'argoproj.io/v1alpha1/Application',
  'argoproj.io/v1alpha1/ApplicationSet',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  documentKind('HelmValues'),
  documentKind('Script'),
  documentKind('Config'),
  ...SPEAKING_KINDS,
] as const;

/** Addresses in variables, arguments, ConfigMaps and chart values whose host is, or can only be, a Service. Each place is named once. */
export function clusterUrls(manifest: WorldObject, world: World): readonly ClusterUrl[] {
  const known = world.once('cluster urls', () => new Map<WorldObject, readonly ClusterUrl[]>());
  let urls = known.get(manifest);
  if (urls === undefined) {
    urls = [...search(manifest, world)];
    known.set(manifest, urls);
  }
  return urls;
}

type Address = FoundUrl & { readonly sure?: boolean };

function* search(manifest: WorldObject, world: World): Generator<ClusterUrl> {
  let said: Set<string> | undefined;
  for (const found of texts(manifest, world)) {
    for (const url of addressesOf(found, manifest)) {
      said ??= new Set();
      const key = `${found.path} ${url.host} ${url.port ?? ''}`;
      const two = url.host.split('.').length === 2;
      const isShort = !found.short && !isFull(url.host) && !(two && url.port !== undefined);
      if (said.has(key) || isDeclared(found.value, url.host) || (isShort && !isLeftBehind(url, found, manifest, world))) continue;
      said.add(key);
      const member = memberHost(url.host, found.namespace, world);
      const host = member ?? serviceHost(url.host, found.namespace);
      if (host === undefined || (member === undefined && isElsewhere(url.host, host, found.namespace, world))) continue;
      yield { url, path: found.path, host, service: serviceNamed(world, host.namespace, host.name), sure: !isShort && (url.sure ?? true) };
    }
  }
}

/**
 * `http://minio:9000` in the values of a chart whose namespace has no such Service, while another namespace has one: a short name may be
 * anything there, but with a scheme and a port it is surely an address.
 */
function isLeftBehind({ scheme, host, port }: Address, { namespace }: Text, { object }: WorldObject, world: World): boolean {
  if (
    !scheme.startsWith('http') ||
    port === undefined ||
    host.includes('.') ||
    namespace === '' ||
    object.kind === 'Config' ||
    object.kind === 'Script'
  )
    return false;
  if (serviceNamed(world, namespace, host) !== undefined) return false;
  return chartNamespaces(world, host).length > 0 || serviceNames(world).has(host);
}

function addressesOf({ key, value, beside }: Text, { object }: WorldObject): readonly Address[] {
  const everywhere = joined<Address>(urlsIn(value), clusterNamesIn(value));
  // Files of other tools, such as those of Docker Compose, have hosts of their own.
  if (object.kind === 'Config' || object.kind === 'Script') return everywhere.filter(({ host }) => isFull(host));
  if (value.includes('\n')) return joined<Address>(everywhere, joined(addressesInFile(value), addressesInCommands(value)));
  const named = addressesAt(key, value).map((each) => (each.port === undefined ? withPort(each, key, beside) : each));
  return joined<Address>(everywhere, joined(named, /[ =]/.test(value) ? addressesInCommands(value) : NONE));
}

/** Two lists as one; as nearly always, one of them is empty and the other will do. */
function joined<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}

const NONE: readonly Address[] = Object.freeze([]);

/** `DB_PORT` beside `DB_HOST`. */
function withPort(found: Address, key: string, beside: Text['beside']): Address {
  const port = Number(beside?.(key.replace(/HOST$/, 'PORT').replace(/host$/, 'port')));
  return port > 0 ? { ...found, port } : found;
}

/** Surely a name of cluster DNS. */
function isFull(host: string): boolean {
  return /^[^.]+\.[^.]+\.(?:[^.]+\.)?svc(\.|$)/.test(host);
}

/** The machine itself, a placeholder of examples, or a name that the same text declares: an upstream of nginx. */
function isDeclared(value: string, host: string): boolean {
  return value.includes(`upstream ${host}`) || /^(localhost|example|host|hostname)$/.test(host);
}

/** `mysql-0.mysql`, `mysql-0.mysql.blog`: a pod of a StatefulSet under the name of its headless Service. */
function memberHost(written: string, from: string, world: World): ServiceHost | undefined {
  const [member = '', name = '', namespace = from, ...rest] = written.split('.');
  const owner = /^(.+)-\d+$/.exec(member)?.[1];
  return owner === undefined || name === '' || rest.length > 0 || world.find('apps/v1/StatefulSet', namespace, owner) === undefined
    ? undefined
    : { name, namespace };
}

/** `github.com`: two words are a Service only where the second is a namespace. The API server has no Service in any tree. */
function isElsewhere(written: string, { name, namespace }: ServiceHost, from: string, world: World): boolean {
  if (name === 'kubernetes' && (namespace === 'default' || written === 'kubernetes')) return true;
  if (written.split('.').length !== 2) return false;
  // `mysql-0.mysql`: a pod of a headless Service next door.
  if (!namespaces(world).has(namespace) && !isMisplaced(name, namespace, world)) return true;
  return world.find('v1/Service', from, namespace) !== undefined;
}

/** A Service of this very name stands in another namespace, and the second word is no usual end of a host name. */
function isMisplaced(name: string, namespace: string, world: World): boolean {
  if (
    (namespace.length < 6 && !namespace.includes('-')) ||
    /^(?:internal|localdomain|localhost|cluster|example|online|network|systems?|cloud|agency|services)$/.test(namespace)
  )
    return false;
  if (chartNamespaces(world, name).length > 0) return true;
  return serviceNames(world).has(name);
}

/** Names of all Services, wherever they stand. */
export function serviceNames(world: World): ReadonlySet<string> {
  return world.once('names of services', () => new Set(world.ofKind('v1/Service').map(({ object }) => object.metadata.name)));
}

function namespaces(world: World): ReadonlySet<string> {
  return world.once('namespaces of urls', () => {
    const declared = world.ofKind('v1/Namespace').map(({ object }) => object.metadata.name);
    const installed = world.installers().map(({ namespace }) => namespace ?? '');
    return new Set([...declared, ...installed, ...world.objects.map(({ object }) => textAt(object, 'metadata.namespace') ?? '')]);
  });
}
