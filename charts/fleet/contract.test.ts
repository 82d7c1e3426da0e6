import { InputError } from '../../lib/errors.ts';
import { AddressRange } from '../../lib/values/cidr.ts';
import { installedOn, type Made, madeFleet, ofKind, textsOf } from './testing.ts';

const FLEET = madeFleet();
const APPS = FLEET.filter(({ cluster }) => cluster.fleet?.role === 'workload');

/** Everything that is delivered to a cluster as data: its own objects, and the values of charts that are installed on it. */
function saidOn({ cluster, objects }: Made): { path: string; text: string }[] {
  const own = objects
    .filter(({ kind }) => kind !== 'Application')
    .flatMap((object) => textsOf(object, `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`));
  return [...own, ...[...installedOn(FLEET, cluster.name)].flatMap(([name, { values }]) => textsOf(values, `values of ${name}`))];
}

/** Services that a cluster has, as `name.namespace`. */
function servicesOf({ objects, provided }: Made): ReadonlySet<string> {
  const services = [...objects, ...provided].filter(({ kind }) => kind === 'Service');
  return new Set(services.map(({ metadata }) => `${metadata.name}.${metadata.namespace ?? ''}`));
}

const LEADS_TO_MGMT = /\b(?:vault\.vault|thanos-receive\.monitoring|loki\.monitoring|minio\.minio)\b|\b192\.168\.64\.(?:1\d|20\d|210)\b/;

/** Where an app cluster may speak of the management cluster: each has a cache or a buffer (seed 004, section 15). */
const MAY_NAME_MGMT = [
  /^ClusterSecretStore\/\/vault-backend\./,
  /^ClusterIssuer\/\/vault-issuer\./,
  /^values of kube-prometheus-stack\.prometheus\.prometheusSpec\.remoteWrite\./,
  /^values of promtail\.config\.clients\./,
  /^BackupStorageLocation\/velero\/default\./,
  /^ExternalSecret\/kube-system\/etcd-snapshot-store\./,
  /^values of cilium\.clustermesh\.config\.clusters\./,
];

test.each(APPS)('what $cluster.name says of mgmt is on the closed list, so it runs on without it (C1 a and b)', (made) => {
  const spoken = saidOn(made).filter(({ text }) => LEADS_TO_MGMT.test(text));

  expect(spoken.filter(({ path }) => !MAY_NAME_MGMT.some((allowed) => allowed.test(path)))).toEqual([]);
  // Each of them is really there: a list of places that nobody uses would prove nothing.
  expect(MAY_NAME_MGMT.filter((allowed) => !spoken.some(({ path }) => allowed.test(path)))).toEqual([]);
});

test.each(APPS)('no pod of $cluster.name gets its secrets from an agent of Vault (C1 c)', (made) => {
  expect(saidOn(made).filter(({ path, text }) => `${path} ${text}`.includes('vault.hashicorp.com/'))).toEqual([]);
});

test.each(FLEET)('every Secret of $cluster.name stays when Vault is gone, and is read again each hour (C1 d, C3)', (made) => {
  const secrets = ofKind(made, 'ExternalSecret');

  expect(secrets.length).toBeGreaterThan(0);
  for (const { metadata, spec } of secrets) {
    const { deletionPolicy, creationPolicy } = spec.target;
    expect([metadata.name, spec.refreshInterval, deletionPolicy, creationPolicy]).toEqual([metadata.name, '1h', 'Retain', 'Owner']);
  }
});

test.each(FLEET)('images of $cluster.name are pinned, and are not asked for again when a pod restarts (C1 f, L29)', (made) => {
  const images = saidOn(made).filter(({ path }) => /\.(?:image|tag)$/.test(path));

  expect(images.filter(({ text }) => /:latest$|^latest$/.test(text))).toEqual([]);
  expect(saidOn(made).filter(({ path, text }) => /pullPolicy$/i.test(path) && text === 'Always')).toEqual([]);
});

test.each(FLEET)('each host that $cluster.name names inside a cluster is a Service that it has (L5, M7, M8)', (made) => {
  const services = servicesOf(made);
  const namespaces = new Set([...ofKind(made, 'Namespace').map(({ metadata }) => metadata.name), 'kube-system', 'default']);
  const hosts = saidOn(made).flatMap(({ path, text }) =>
    [...text.matchAll(/\b([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b/g)].map(([, service = '', namespace = '']) => ({ path, service, namespace })),
  );

  expect(hosts.filter(({ namespace }) => !namespaces.has(namespace))).toEqual([]);
  expect(hosts.filter(({ service, namespace }) => namespace !== 'default' && !services.has(`${service}.${namespace}`))).toEqual([]);
});

test.each(FLEET)('addresses in what $cluster.name says are its own, or those of API servers and peers (L2)', (made) => {
  const { networks } = made.cluster;
  const own = [networks.nodes, networks.loadBalancer?.pool].filter((range) => range !== undefined);
  const cidrs = [networks.pods, networks.services].filter((cidr) => cidr !== undefined).map(({ text }) => AddressRange.parse(text));
  const peers = new Set(FLEET.flatMap(({ cluster }) => [cluster.apiServer.address, cluster.networks.loadBalancer?.clusterMesh ?? '']));
  const known = (address: string): boolean =>
    [...own, ...cidrs].some((range) => range.contains(address)) || peers.has(address) || /^(?:127\.|0\.0\.0\.0|169\.254\.)/.test(address);

  const foreign = saidOn(made)
    .filter(({ path }) => !/(?:appVersion|targetRevision|\.image|\.tag)$/.test(path))
    .flatMap(({ path, text }) => [...text.matchAll(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g)].map(([address]) => ({ path, address })))
    .filter(({ address }) => address.split('.').every((part) => Number(part) < 256) && !known(address));

  expect(foreign).toEqual([]);
});

test('no load-balancer address is given twice, and each is in the pool of its cluster (L3)', () => {
  const asked = FLEET.map((made) => ({
    pool: made.cluster.networks.loadBalancer?.pool,
    addresses: saidOn(made).flatMap(({ path, text }) => (path.endsWith('metallb.io/loadBalancerIPs') ? [text] : [])),
  }));

  const all = asked.flatMap(({ addresses }) => addresses);
  expect(new Set(all).size).toBe(all.length);
  for (const { pool, addresses } of asked) {
    expect(addresses).toHaveLength(2);
    for (const address of addresses) expect(pool?.contains(address)).toBe(true);
  }
});

test.each([
  ['a service range that swallows all others (M1)', { 'services: 10.96.0.0/16': 'services: 10.96.0.0/12' }],
  ['pods of two clusters in one range (L1)', { 'pods: 10.101.0.0/16': 'pods: 10.100.128.0/17' }],
  ['pools that overlap (L1)', { 'pool: 192.168.64.211-': 'pool: 192.168.64.210-' }],
  ['two clusters with one number (L4)', { 'id: 3': 'id: 2' }],
  ['a node outside the range of its cluster (2.3)', { 'address: 192.168.64.21,': 'address: 192.168.64.41,' }],
])('the inventory may not have %s', (_, changes) => {
  expect(() => madeFleet(changes)).toThrow(InputError);
});

test.each(FLEET)('every object of $cluster.name is in a namespace that is rendered there (L6)', (made) => {
  const rendered = new Set([...ofKind(made, 'Namespace').map(({ metadata }) => metadata.name), 'kube-system', 'default']);

  const homeless = made.objects.filter(({ metadata }) => metadata.namespace !== undefined && !rendered.has(metadata.namespace));
  const installed = [...installedOn(FLEET, made.cluster.name).values()].map(({ destination }) => destination.namespace);

  expect(homeless).toEqual([]);
  expect(installed.filter((namespace) => !rendered.has(namespace))).toEqual([]);
});

test.each(FLEET)('$cluster.name has no second way in, and nothing for controllers that are not there (8.4, M40)', (made) => {
  const { objects } = made;

  expect(objects.filter(({ kind }) => kind === 'Ingress' || kind === 'IngressClass' || kind === 'GatewayClass')).toEqual([]);
  expect(objects.filter(({ apiVersion }) => apiVersion.includes('istio.io'))).toEqual([]);
  expect(ofKind(made, 'Service').filter(({ spec }) => spec.type === 'LoadBalancer')).toEqual([]);
  expect(saidOn(made).filter(({ text, path }) => text === 'LoadBalancer' && !path.startsWith('values of cilium.clustermesh'))).toEqual([]);
  expect(saidOn(made).filter(({ path }) => path.includes('external-dns'))).toEqual([]);
});

test('the trees of app1 and app2 differ in what the inventory says of them, and in nothing else (L30)', () => {
  const [one, other] = APPS;
  const texts = (made: Made | undefined): string[] => (made?.manifests ?? []).map(({ text }) => text);

  expect(texts(one).map((text) => swapped(text))).toEqual(texts(other));
});

test('so do the values of the charts on them (L30)', () => {
  const values = (cluster: string): unknown =>
    [...installedOn(FLEET, cluster)].map(([name, { source, values: given }]) => [name, source.targetRevision, given]);
  const ordered = (text: string): unknown => JSON.parse(text, (key, value) => (key === 'clusters' ? [...value].sort(byName) : value));

  expect(ordered(swapped(JSON.stringify(values('app1'))))).toEqual(ordered(JSON.stringify(values('app2'))));
});

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

/** A text about app1 as one about app2, and the reverse. */
function swapped(text: string): string {
  const pairs = facts('app1').map((fact, index) => [fact, facts('app2')[index] ?? ''] as const);
  const both = new Map([...pairs, ...pairs.map(([one, other]) => [other, one] as const)]);
  const pattern = [...both.keys()]
    .sort((one, other) => other.length - one.length)
    .map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.replace(new RegExp(`(?:${pattern.join('|')})(?!\\d)`, 'g'), (found) => both.get(found) ?? found);
}

/** Everything that the inventory says of a cluster and that may show in its output. */
function facts(name: string): string[] {
  const { networks, nodes, fleet } = FLEET.find(({ cluster }) => cluster.name === name)!.cluster;
  const { loadBalancer, pods, services, nodes: range } = networks;
  const parts = [name, pods?.text, services?.text, range?.text, loadBalancer?.pool.text, loadBalancer?.ingress, loadBalancer?.clusterMesh];
  return [...parts.map((part) => part ?? ''), ...nodes.map(({ address }) => address), `id: ${fleet?.id}`, `"id":${fleet?.id}`];
}
