import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadClusters } from './load.ts';

const good = readFileSync(join(__dirname, '../../testing/inventories/good.yaml'), 'utf8');

/** The sound inventory under another name, with machines and networks of its own. */
function inventory(name: string, second: number): string {
  return good
    .replace('name: good', `name: ${name}`)
    .replaceAll('10.0.0.', `10.0.${second}.`)
    .replace('10.42.0.0/16', `10.${second}.0.0/16`)
    .replace('10.43.0.0/16', `10.${second + 1}.0.0/16`);
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clusters-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** What is refused, with the temporary folder called `clusters`. */
function refused(options?: { only: string[] }): string[] {
  try {
    loadClusters(folder, options);
    return [];
  } catch (error) {
    return (error as Error).message.replaceAll(folder, 'clusters').split('\n');
  }
}

test('reads each inventory of a folder, and nothing else that lies there', () => {
  write({ 'b.yaml': inventory('b', 50), 'a.yml': inventory('a', 60), 'schema.json': '{', '.#b.yaml': 'name: [', 'notes.md': '#' });
  mkdirSync(join(folder, 'old'));

  const clusters = loadClusters(folder);

  expect(clusters.map(({ name, file }) => [name, file.replace(folder, 'clusters')])).toEqual([
    ['a', 'clusters/a.yml'],
    ['b', 'clusters/b.yaml'],
  ]);
});

test('names files as the folder was given, with or without a slash at its end', () => {
  write({ 'good.yaml': good });

  expect([`${folder}/`, folder].map((given) => loadClusters(given)[0]?.file)).toEqual([`${folder}/good.yaml`, `${folder}/good.yaml`]);
});

test('takes only the clusters asked for, and all when none is named', () => {
  write({ 'a.yaml': inventory('a', 50), 'b.yaml': inventory('b', 60), 'c.yaml': inventory('c', 70) });

  const taken = [['c', 'a'], ['b', 'b'], []].map((only) => loadClusters(folder, { only }).map(({ name }) => name));

  expect(taken).toEqual([['a', 'c'], ['b'], ['a', 'b', 'c']]);
});

test('names the nearest cluster for one that no inventory describes', () => {
  write({ 'homelab.yaml': inventory('homelab', 50) });

  expect(refused({ only: ['homelba', 'mars'] })).toEqual([
    'clusters: no inventory describes a cluster "homelba". Did you mean "homelab"?',
    'clusters: no inventory describes a cluster "mars". Known: "homelab".',
  ]);
});

test('shows the mistakes of all files at once', () => {
  write({
    'a.yaml': inventory('a', 50).replace('replicas: 2', 'replicas: 3'),
    'b.yaml': inventory('b', 60).replace('cni: cilium', 'cni: calcio'),
    'c.yaml': inventory('c', 70),
  });

  expect(refused()).toEqual([
    'clusters/a.yaml:47 storage.replicas: 3 copies need 3 storage nodes, there are 2 (D-03). Write 2 or less, or add storage nodes.',
    'clusters/b.yaml:15 networks.cni: "calcio" is none of cilium, calico. Did you mean "calico"?',
  ]);
});

test('refuses two clusters whose pods or services overlap', () => {
  write({ 'a.yaml': inventory('a', 50), 'b.yaml': inventory('b', 51) });

  expect(refused()).toEqual([
    'clusters/b.yaml:13 networks.pods: 10.51.0.0/16 overlaps services 10.51.0.0/16 of a, and clusters that meet cannot tell such addresses apart. Choose a network of its own for each cluster.',
  ]);
});

test('lets environments share the networks that their file states once, and no others', () => {
  const environments =
    'environments: { dev: , live: { networks: { services: 10.42.0.0/17, pods: 10.44.0.0/16 } }, stage: { networks: { pods: 10.45.0.0/16 } } }\n';
  write({ 'shop.yaml': good.replace('name: good\n', environments) });

  expect(refused()).toEqual([
    'clusters/shop.yaml:2 networks.services: 10.42.0.0/17 overlaps pods 10.42.0.0/16 of dev, and clusters that meet cannot tell such addresses apart. Choose a network of its own for each cluster.',
  ]);
});

test('refuses a copy whose machines are still those of another cluster', () => {
  write({
    'a.yaml': inventory('a', 50),
    'b.yaml': inventory('b', 60).replace('10.0.60.11', '10.0.50.11').replace('10.0.60.0/24', '10.0.0.0/16'),
  });

  expect(refused()).toEqual([
    'clusters/b.yaml:9 nodes[1].address: 10.0.50.11 is node w1 of a already, and a machine belongs to one cluster. Write the address of its own machine.',
  ]);
});

test('refuses load balancers that would answer for the addresses of another cluster', () => {
  const answering = (name: string, second: number, pool: string, ingress: string): string =>
    inventory(name, second)
      .replace(`10.0.${second}.0/24`, '10.0.0.0/16')
      .replace(`10.0.${second}.200-10.0.${second}.210`, pool)
      .replace(`ingress: 10.0.${second}.200`, `ingress: ${ingress}`);
  write({
    'a.yaml': inventory('a', 50),
    'b.yaml': answering('b', 60, '10.0.50.210-10.0.50.220', '10.0.50.215'),
    'c.yaml': answering('c', 70, '10.0.50.12-10.0.50.20', '10.0.50.20'),
  });

  expect(refused()).toEqual([
    'clusters/b.yaml:19 networks.loadBalancer.pool: 10.0.50.210-10.0.50.220 overlaps the pool 10.0.50.200-10.0.50.210 of a: both would answer for the same address, by turns. Give each cluster addresses of its own.',
    'clusters/c.yaml:19 networks.loadBalancer.pool: 10.0.50.12-10.0.50.20 holds 10.0.50.12, node w2 of a: a Service could take its address. Move the pool away from the nodes of all clusters.',
  ]);
});

test('lets environments of one file share the machines that it states once', () => {
  write({ 'shop.yaml': good.replace('name: good\n', 'environments: { dev: , stage: }\n') });

  expect(refused()).toEqual([]);
});

const fleet = (role: string, id: number): string => `fleet: { name: studio, role: ${role}, id: ${id} }\n`;

test('a cluster of a fleet knows the others, also where it alone is asked for', () => {
  write({
    'a.yaml': inventory('a', 50) + fleet('management', 1),
    'b.yaml': inventory('b', 60) + fleet('workload', 2),
    'c.yaml': inventory('c', 70) + fleet('workload', 3).replace('studio', 'other'),
    'd.yaml': inventory('d', 80),
    'e.yaml': inventory('e', 90) + fleet('management', 3).replace('studio', 'other'),
  });

  expect(refused()).toEqual([
    'clusters/e.yaml:57 fleet.id: 3 is the number of c already: the mesh would take both clusters for one. Give each cluster of the fleet a number of its own.',
  ]);
  write({ 'e.yaml': inventory('e', 90) + fleet('management', 4).replace('studio', 'other') });
  const known = loadClusters(folder, { only: ['b', 'd', 'e'] }).map(({ name, fleet: own }) => [
    name,
    own?.others.map((other) => other.name),
  ]);
  expect(known).toEqual([
    ['b', ['a']],
    ['d', undefined],
    ['e', ['c']],
  ]);
});

test('refuses a fleet that nobody manages, and one that two clusters manage', () => {
  write({
    'a.yaml': inventory('a', 50) + fleet('workload', 1),
    'b.yaml': inventory('b', 60) + fleet('management', 1).replace('studio', 'other'),
    'c.yaml': inventory('c', 70) + fleet('management', 2).replace('studio', 'other'),
  });

  expect(refused()).toEqual([
    'clusters/a.yaml:57 fleet.role: no cluster of the fleet studio is its management: nothing would install them. Give one the role management.',
    'clusters/c.yaml:57 fleet.role: b manages the fleet other already. Give one cluster alone the role management.',
  ]);
});

test('refuses one name for two clusters', () => {
  write({ 'a.yaml': inventory('a', 50), 'b.yaml': `environments: { a: }\n${inventory('b', 60).replace('name: b\n', '')}` });

  expect(refused()).toEqual(['clusters/b.yaml:1 name: a is a cluster of clusters/a.yaml:2 already. Give each cluster a name of its own.']);
});

test('refuses a folder without inventories', () => {
  write({ 'notes.md': '#' });

  expect(refused()).toEqual(['clusters: no inventory is there. Add a file <cluster>.yaml; docs/inventory.md shows how.']);
});

test('refuses a folder that is not there, and a file in its place', () => {
  write({ 'good.yaml': good });
  const file = `${folder}/good.yaml`;

  expect(() => loadClusters(`${folder}/none`)).toThrow(
    new Error(`${folder}/none: there is no such folder. Name the folder that holds the inventories.`),
  );
  expect(() => loadClusters(file)).toThrow(
    new Error(`${file}: it is a file, inventories are kept in a folder. Name the folder that holds the inventories.`),
  );
});

test('refuses a folder that is named like an inventory', () => {
  mkdirSync(join(folder, 'good.yaml'));

  expect(refused()).toEqual(['clusters/good.yaml: it is no file. Rename it, so that it does not end in .yaml.']);
});

test('refuses a file that cannot be read', () => {
  symlinkSync('nowhere', join(folder, 'good.yaml'));

  expect(refused()).toEqual(['clusters/good.yaml: it cannot be read (ENOENT). Make it readable, or delete it.']);
});
