import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageRef } from '../values/image-ref.ts';
import type { Cluster } from './cluster.ts';
import { parseInventory } from './parse.ts';

const text = readFileSync(join(__dirname, '../../testing/inventories/good.yaml'), 'utf8');

function good(from = '', to = ''): Cluster {
  const [cluster] = parseInventory('good.yaml', text.replace(from, to));
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
}

/** The smallest inventory, as the documentation shows it. */
const least = /```yaml\n(name: least\n[^`]*)```/.exec(readFileSync(join(__dirname, '../../docs/inventory.md'), 'utf8'))?.[1] ?? '';

test('derives what a small cluster leaves out: no load balancer, no domain, no registry', () => {
  const [cluster] = parseInventory('least.yaml', least);

  expect(JSON.parse(JSON.stringify(cluster))).toEqual({
    name: 'least',
    file: 'least.yaml',
    system: 'blog',
    environment: 'local',
    kubernetes: 'v1.29.7',
    timeZone: 'UTC',
    nodes: [
      {
        name: 'only',
        role: 'control-plane',
        address: '10.0.0.1',
        cpu: '2',
        memory: '4Gi',
        disk: '40G',
        architecture: 'amd64',
        schedulable: false,
      },
    ],
    apiServer: { address: '10.0.0.1', port: 6443 },
    networks: { lan: '10.0.0.0/24', cni: 'calico', kubeProxy: true },
    registries: [],
    firstPartyImages: [],
    images: {},
    secrets: [],
    repositories: {},
    storage: { class: 'local-path', replicas: 1, nodes: ['only'], claims: {} },
    nodePorts: {},
    externals: {},
    podSecurity: { exempt: [], privileged: {} },
    quotas: {},
    parameters: {},
    buckets: {},
    switches: {},
    components: {},
    recovery: {},
  });
});

test('writes the command that creates a Secret where none is given', () => {
  const secrets = 'secrets: [{ name: s, namespace: n, keys: [a, b] }, { name: p, namespace: n, keys: [.dockerconfigjson] }]\n';

  const [cluster] = parseInventory('least.yaml', least + secrets);

  expect(cluster?.secrets.map(({ create }) => create)).toEqual([
    'kubectl create secret generic s --namespace n --from-literal=a=<a> --from-literal=b=<b>',
    'kubectl create secret docker-registry p --namespace n --docker-server=<registry> --docker-username=<account> --docker-password=<token>',
  ]);
});

test('finds by name', () => {
  const cluster = good();

  expect([
    cluster.image('web').text,
    cluster.host('board').name,
    cluster.repository('manifests').revision,
    cluster.secret('blog-system', 'mysql-secret').keys,
    cluster.bucket('dumps').retention.text,
    cluster.switch('mesh-mtls'),
  ]).toEqual(['ghcr.io/acme/web:v1', 'board.example.org', 'HEAD', ['root'], '168h', false]);
});

test.each([
  ['image', (c: Cluster) => c.image('wbe'), 'images: "wbe" is not there, and a chart of good asks for it. Did you mean "web"?'],
  ['host', (c: Cluster) => c.host('kiali'), 'domain.hosts: "kiali" is not there, and a chart of good asks for it. Known: "blog", "board".'],
  [
    'repository',
    (c: Cluster) => c.repository('site'),
    'repositories: "site" is not there, and a chart of good asks for it. Known: "manifests".',
  ],
  ['bucket', (c: Cluster) => c.bucket('dump'), 'buckets: "dump" is not there, and a chart of good asks for it. Did you mean "dumps"?'],
  [
    'secret',
    (c: Cluster) => c.secret('blog', 'mysql-secret'),
    'secrets: "blog/mysql-secret" is not there, and a chart of good asks for it. Did you mean "blog-system/mysql-secret"?',
  ],
  [
    'switch',
    (c: Cluster) => c.switch('mesh-mtsl'),
    'switches: "mesh-mtsl" is not there, and a chart of good asks for it. Did you mean "mesh-mtls"?',
  ],
  [
    'prototype',
    (c: Cluster) => c.image('constructor'),
    'images: "constructor" is not there, and a chart of good asks for it. Known: "mysql", "web".',
  ],
])('names the nearest %s when a chart asks for one that is not there', (_, ask, says) => {
  expect(() => ask(good())).toThrow(new Error(`good.yaml ${says}`));
});

test('where a section is empty, what a chart asks for has to be added', () => {
  const [cluster] = parseInventory('least.yaml', least);

  expect(() => cluster?.repository('manifests')).toThrow(
    new Error(
      'least.yaml repositories: "manifests" is not there, and a chart of least asks for it. Describe it there: docs/inventory.md explains the field.',
    ),
  );
});

test('reads a switch that the inventory does not list as off', () => {
  expect([good().switch('hubble-ui'), good('mesh-mtls: false', 'mesh-mtls: true').switch('mesh-mtls')]).toEqual([false, true]);
});

test('finds the registry of an image, the longest prefix first', () => {
  const cluster = good('registries:\n', 'registries:\n  - { prefix: ghcr.io }\n  - { prefix: docker.io }\n');

  const registries = ['ghcr.io/acme/web:v1', 'ghcr.io/other/web:v1', 'mysql:8.0', 'quay.io/x/y:v1'].map(
    (image) => cluster.registryOf(ImageRef.parse(image))?.prefix,
  );

  expect(registries).toEqual(['ghcr.io/acme', 'ghcr.io', 'docker.io', undefined]);
});

test('is frozen to its leaves', () => {
  const cluster = good();
  const thawed: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) thawed.push(path);
    for (const [key, below] of Object.entries(value)) visit(below, `${path}.${key}`);
  };

  visit(cluster, 'cluster');

  expect(thawed).toEqual([]);
});
