import { InputError } from '../errors.ts';
import type { ImageRef } from '../values/image-ref.ts';
import { didYouMean, nearest } from '../values/nearest.ts';
import type { Claim, Cluster, ExpectedSecret, External, Host, Registry, Repository } from './cluster.ts';
import type { ClusterDraft } from './schema.ts';
import { byKey } from '../values/order.ts';

type Lookups =
  'image' | 'host' | 'repository' | 'secret' | 'nodePort' | 'external' | 'claim' | 'parameter' | 'bucket' | 'switch' | 'registryOf';
type Facts = Omit<Cluster, Lookups>;

/** Where kubeadm lets the API server listen. @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/ */
const API_SERVER_PORT = 6443;

/** The cluster of a sound draft: what was left out derived, maps in the order of their keys, all of it frozen. */
export function buildCluster(file: string, draft: ClusterDraft): Cluster {
  const nodes = draft.nodes.map((node) => ({ ...node, schedulable: node.schedulable ?? node.role === 'worker' }));
  const facts: Facts = {
    ...draft,
    file,
    fleet: draft.fleet === undefined ? undefined : { ...draft.fleet, others: [] },
    nodes,
    apiServer: { address: nodes.find(({ role }) => role === 'control-plane')?.address ?? '', port: API_SERVER_PORT },
    nodePorts: ordered(draft.nodePorts),
    externals: ordered(draft.externals),
    domain: draft.domain === undefined ? undefined : { zone: draft.domain.zone, hosts: ordered(draft.domain.hosts) },
    images: ordered(draft.images),
    secrets: draft.secrets.map((secret) => ({ ...secret, create: secret.create ?? createCommand(secret) })),
    repositories: ordered(draft.repositories),
    storage: { ...draft.storage, nodes: draft.storage.nodes ?? nodes.map(({ name }) => name), claims: ordered(draft.storage.claims) },
    podSecurity: {
      exempt: [...(draft.podSecurity?.exempt ?? [])].sort(),
      privileged: ordered(draft.podSecurity?.privileged ?? {}),
    },
    quotas: ordered(Object.fromEntries(Object.entries(draft.quotas).map(([namespace, limits]) => [namespace, ordered(limits)]))),
    parameters: ordered(draft.parameters),
    buckets: ordered(draft.buckets),
    switches: ordered(draft.switches),
    components: ordered(draft.components),
    recovery: ordered(draft.recovery),
  };
  return frozen(withLookups(facts));
}

function withLookups(facts: Facts): Cluster {
  const found = <T>(section: string, all: Readonly<Record<string, T>>, name: string): T => {
    if (Object.hasOwn(all, name)) return all[name] as T;
    throw new InputError(
      `${facts.file} ${section}`,
      `"${name}" is not there, and a chart of ${facts.name} asks for it`,
      Object.keys(all).length === 0 ? 'Describe it there: docs/inventory.md explains the field.' : didYouMean(name, Object.keys(all)),
    );
  };
  return {
    ...facts,
    image: (name: string): ImageRef => found('images', facts.images, name),
    host: (name: string): Host => found('domain.hosts', facts.domain?.hosts ?? {}, name),
    repository: (name: string): Repository => found('repositories', facts.repositories, name),
    nodePort: (name: string): number => found('nodePorts', facts.nodePorts, name),
    external: (name: string): External => found('externals', facts.externals, name),
    claim: (name: string): Claim => found('storage.claims', facts.storage.claims, name),
    parameter: (name: string): string => found('parameters', facts.parameters, name),
    bucket: (name: string) => found('buckets', facts.buckets, name),
    secret: (namespace: string, name: string): ExpectedSecret =>
      found(
        'secrets',
        Object.fromEntries(facts.secrets.map((secret) => [`${secret.namespace}/${secret.name}`, secret])),
        `${namespace}/${name}`,
      ),
    switch(name: string): boolean {
      if (Object.hasOwn(facts.switches, name)) return facts.switches[name] === true;

      // Off by default must not swallow a slip of the pen in the inventory.
      const near = nearest(name, Object.keys(facts.switches));
      return near === undefined ? false : found('switches', facts.switches, name);
    },
    registryOf(image: ImageRef): Registry | undefined {
      const candidates = facts.registries.filter(({ prefix }) => image.isFrom(prefix));
      return candidates.sort((a, b) => b.prefix.length - a.prefix.length)[0];
    },
  };
}

/** The command that creates a Secret, with a placeholder for each value. */
function createCommand({
  name,
  namespace,
  keys,
}: {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[];
}): string {
  if (keys.length === 1 && keys[0] === '.dockerconfigjson') {
    const options = '--docker-server=<registry> --docker-username=<account> --docker-password=<token>';
    return `kubectl create secret docker-registry ${name} --namespace ${namespace} ${options}`;
  }
  const options = keys.map((key) => `--from-literal=${key}=<${key}>`).join(' ');
  return `kubectl create secret generic ${name} --namespace ${namespace} ${options}`;
}

function ordered<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(byKey));
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
