import { textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { serviceHost, type ServiceHost } from './services.ts';
import { texts } from './texts.ts';
import { urlsIn, type FoundUrl } from './urls.ts';
import type { World } from './world.ts';

/** A URL that points into the cluster. */
export interface ClusterUrl {
  readonly url: FoundUrl;
  readonly path: string;
  readonly host: ServiceHost;
  readonly service: WorldObject | undefined;
}

/** Kinds whose texts are searched. */
export const URL_KINDS = ['v1/ConfigMap', 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease'] as const;

/** URLs in variables, arguments, ConfigMaps and chart values whose host is, or can only be, a Service. Each place is named once. */
export function clusterUrls(manifest: WorldObject, world: World): readonly ClusterUrl[] {
  const known = world.once('cluster urls', () => new Map<WorldObject, readonly ClusterUrl[]>());
  let urls = known.get(manifest);
  if (urls === undefined) {
    urls = [...search(manifest, world)];
    known.set(manifest, urls);
  }
  return urls;
}

function* search(manifest: WorldObject, world: World): Generator<ClusterUrl> {
  const said = new Set<string>();
  for (const { path, value, namespace, short } of texts(manifest, world)) {
    for (const url of urlsIn(value)) {
      const key = `${path} ${url.text}`;
      if (said.has(key) || (!short && !isFull(url.host)) || isDeclared(value, url.host)) continue;
      said.add(key);
      const host = serviceHost(url.host, namespace);
      if (host === undefined || isElsewhere(url.host, host, world)) continue;
      yield { url, path, host, service: world.find('v1/Service', host.namespace, host.name) };
    }
  }
}

/** Surely a name of cluster DNS. */
function isFull(host: string): boolean {
  return /^[^.]+\.[^.]+\.svc(\.|$)/.test(host);
}

/** The machine itself, a placeholder of examples, or a name that the same text declares: an upstream of nginx. */
function isDeclared(value: string, host: string): boolean {
  return value.includes(`upstream ${host}`) || /^(localhost|example|host|hostname)$/.test(host);
}

/** `github.com`: two words are a Service only where the second is a namespace. The API server has no Service in any tree. */
function isElsewhere(written: string, { name, namespace }: ServiceHost, world: World): boolean {
  if (name === 'kubernetes' && (namespace === 'default' || written === 'kubernetes')) return true;
  return written.split('.').length === 2 && !namespaces(world).has(namespace);
}

function namespaces(world: World): ReadonlySet<string> {
  return world.once('known namespaces', () => {
    const declared = world.ofKind('v1/Namespace').map(({ object }) => object.metadata.name);
    return new Set([...declared, ...world.objects.map(({ object }) => textAt(object, 'metadata.namespace') ?? '')]);
  });
}
