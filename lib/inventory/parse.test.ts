import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseDocument, visit } from 'yaml';
import { parseInventory } from './parse.ts';

const homelab = readFileSync(join(__dirname, '../../clusters/homelab.yaml'), 'utf8');
const good = readFileSync(join(__dirname, '../../testing/inventories/good.yaml'), 'utf8');

function data(text: string, file = 'homelab.yaml'): unknown {
  return JSON.parse(JSON.stringify(parseInventory(file, text))) as unknown;
}

test('homelab is what seed 002 says', () => {
  const [cluster] = parseInventory('clusters/homelab.yaml', homelab);

  expect(cluster?.nodes.map(({ name, role, address, schedulable }) => [name, role, address, schedulable])).toEqual([
    ['k8s-cp', 'control-plane', '192.168.1.187', false],
    ['k8s-worker1', 'worker', '192.168.1.188', true],
    ['k8s-worker2', 'worker', '192.168.1.189', true],
  ]);
  expect(JSON.parse(JSON.stringify(cluster?.networks))).toEqual({
    lan: '192.168.1.0/24',
    cni: 'cilium',
    transport: 'vxlan',
    kubeProxy: true,
    loadBalancer: { pool: '192.168.1.200-192.168.1.210', ingress: '192.168.1.200' },
  });
  expect(Object.values(cluster?.domain?.hosts ?? {}).map(({ name, exposure }) => `${name} ${exposure}`)).toEqual([
    'argocd.jiminhome.shop public',
    'blog.jiminhome.shop public',
    'kiali.jiminhome.shop public',
    'longhorn.jiminhome.shop planned',
    'monitoring.jiminhome.shop private',
  ]);
  expect(Object.values(cluster?.images ?? {}).map(({ text }) => text)).toEqual([
    'amazon/aws-cli:2.15.0',
    'curlimages/curl:8.5.0',
    'mysql:8.0',
    'prom/mysqld-exporter:v0.16.0',
    'nginx/nginx-prometheus-exporter:1.4.2',
    'ghcr.io/wlals2/board-was:v19',
    'ghcr.io/wlals2/blog-web:v84',
  ]);
  expect(cluster?.secrets.map(({ namespace, name, keys }) => `${namespace}/${name}: ${keys.join(' ')}`)).toEqual([
    'blog-system/mysql-secret: mysql-root-password mysql-password',
    'blog-system/ghcr-secret: .dockerconfigjson',
    'blog-system/aws-s3-credentials: AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION',
    'falco/falcosidekick-slack: SLACK_WEBHOOKURL',
    'cert-manager/cloudflare-api-token: api-token',
    'monitoring/alertmanager-slack: webhook-url',
    'istio-system/kiali-signing-key: value.txt',
    'monitoring/grafana-admin: admin-user admin-password',
  ]);
  expect(Object.values(cluster?.switches ?? {})).toEqual(Array(15).fill(false));
});

test('each image of homelab is announced to Renovate on the line above it', () => {
  const lines = homelab.split('\n');
  const images = parseInventory('homelab.yaml', homelab).flatMap(({ images: all }) => Object.entries(all));

  const announced = images.map(([name, { text }]) => lines[lines.indexOf(`  ${name}: ${text}`) - 1]);

  expect(announced).toEqual(images.map(([, { repository }]) => `  # renovate: datasource=docker depName=${repository}`));
});

test('the order of keys says nothing', () => {
  const document = parseDocument(homelab);
  const expected = JSON.stringify(data(homelab));

  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const shuffled = document.clone();
      const draw = (): number => numbers.next().value ?? 0;
      visit(shuffled, {
        Map(_, node) {
          const drawn = node.items.map((item) => ({ item, at: draw() })).sort((a, b) => a.at - b.at);
          node.items = drawn.map(({ item }) => item);
        },
      });
      expect(JSON.stringify(data(String(shuffled)))).toBe(expected);
    }),
    { numRuns: 20 },
  );
});

test('CRLF, a byte order mark and a buffer read the same', () => {
  const [plain] = parseInventory('good.yaml', good);

  const others = [good.replaceAll('\n', '\r\n'), `\uFEFF${good}`, Buffer.from(good)].map((text) => data(text as string, 'good.yaml'));

  expect(others).toEqual(Array(3).fill(JSON.parse(JSON.stringify([plain]))));
});

test('an alias stands for what it repeats', () => {
  const text = good
    .replace('name: w1, role: worker', 'name: w1, role: &role worker')
    .replace('name: w2, role: worker', 'name: w2, role: *role');

  expect(data(text, 'good.yaml')).toEqual(data(good, 'good.yaml'));
});

test('each environment is a cluster of its own, named by its key', () => {
  const environments = `
environments:
  dev:
    environment: local
    networks: { loadBalancer: null, transport: geneve }
    storage: { replicas: 1, nodes: [w1] }
    registries: []
    firstPartyImages: []
    images: { web: docker.io/acme/web:v2, extra: redis:7.2 }
  live:
`;

  const [dev, live, ...more] = parseInventory('shop.yaml', good.replace('name: good\n', '') + environments);

  expect([dev?.name, live?.name, more]).toEqual(['dev', 'live', []]);
  expect(JSON.parse(JSON.stringify(live))).toEqual({
    ...JSON.parse(JSON.stringify(parseInventory('good.yaml', good)[0])),
    name: 'live',
    file: 'shop.yaml',
  });
  expect(JSON.parse(JSON.stringify([dev?.environment, dev?.networks, dev?.storage, dev?.registries, dev?.images]))).toEqual([
    'local',
    { lan: '10.0.0.0/24', pods: '10.42.0.0/16', services: '10.43.0.0/16', cni: 'cilium', transport: 'geneve', kubeProxy: true },
    { class: 'longhorn', replicas: 1, nodes: ['w1'], claims: {} },
    [],
    { extra: 'redis:7.2', mysql: 'mysql:8.0', web: 'docker.io/acme/web:v2' },
  ]);
});
