import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import { installerOf } from '../../charts/index.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { loadClusters } from '../../lib/inventory/load.ts';
import { toYaml } from '../../lib/manifest/yaml.ts';
import { synthesize, type Synthesis } from '../../lib/synth/synthesize.ts';
import { ENGINES } from '../program.ts';
import { answersIn, remarks } from './answers.ts';
import { expectedPaths, readPaths } from './documented-paths.ts';
import { flowsOfQuarantined, judgedFlows, judgedPods, labelsThatDeny } from './flows.ts';
import { KNOWN_REMARKS } from './known-remarks.ts';
import { registeredClusters } from './registered.ts';
import { openPaths, podName, type Verdict } from './open-paths.ts';

/**
 * Asks the real engines about every cluster: `npm run accept -- FOLDER [CLUSTERS [NAME…]]`, where FOLDER holds the
 * program `accept`, CONFORMANCE_BIN what it needs, CLUSTERS the inventories, and NAME a cluster if not all are meant. Exit 0: all accepted, every declared flow passes, and what else passes is documented.
 */
const [conformance = '../conformance', inventories = 'clusters', ...only] = process.argv.slice(2);
const work = '.slipway/acceptance';
const DOCUMENTED = 'docs/open-paths.md';

main();

function main(): void {
  rmSync(work, { recursive: true, force: true });
  const all = loadClusters(inventories).map((cluster) => ({ cluster, synthesis: synthesize(cluster, installerOf(cluster)) }));
  // One Argo CD may install the folders of several clusters: all of them are there before anybody looks.
  for (const { cluster, synthesis } of all) write(synthesis, cluster.name);
  const meant = new Set(loadClusters(inventories, { only }).map(({ name }) => name));
  const refused = all
    .filter(({ cluster }) => meant.has(cluster.name))
    .flatMap(({ cluster, synthesis }) => [...asked(cluster.name), ...flowProblems(cluster, synthesis)]);
  for (const line of refused) console.error(line);
  process.exitCode = refused.length === 0 ? 0 : 1;
}

/** The output in `dist`, what charts would add in `context`, both together in `all`. */
function write({ manifests, provided }: Synthesis, cluster: string): void {
  put(join(work, 'clusters', `${cluster}.yaml`), JSON.stringify(registeredClusters(manifests.map(({ object }) => object))));
  // What is put around the output is created first, and its namespaces with it: as ours are, not bare.
  const around = new Set(provided.map(({ metadata }) => metadata.namespace));
  for (const { file, text, object } of manifests) {
    const isAround = object.kind === 'Namespace' && around.has(object.metadata.name);
    for (const folder of [isAround ? 'context' : 'dist', 'all']) put(join(work, folder, file), text);
  }
  for (const [index, object] of provided.entries()) {
    const file = `${cluster}/provided/${index}.yaml`;
    for (const folder of ['context', 'all']) put(join(work, folder, file), toYaml(object));
  }
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function asked(cluster: string): string[] {
  const env = {
    ...process.env,
    ACCEPT_CONTEXT: join(work, 'context', '{cluster}'),
    ACCEPT_FLAGS: '-json',
    ACCEPT_CLUSTERS: join(work, 'clusters', `${cluster}.yaml`),
  };
  const asked = spawnSync(join(conformance, 'accept'), [join(work, 'dist'), cluster], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { answers, rest } = answersIn(asked.stdout);
  for (const line of rest) console.log(line);
  // 1 says that there are remarks; those we know.
  if (asked.status !== 0 && asked.status !== 1) return [`${cluster}: the engines could not be asked (exit ${String(asked.status)})`];
  return remarks(answers, KNOWN_REMARKS[cluster] ?? []).map((remark) => `${cluster}: ${remark}`);
}

function flowProblems(cluster: Cluster, { manifests, provided }: Synthesis): string[] {
  const judge = join(ENGINES, 'cilium-judge');
  if (cluster.networks.cni !== 'cilium' || !existsSync(judge)) return [];
  const app = new App();
  installerOf(cluster)(app, cluster);
  const flows = judgedFlows(app);
  const file = join(work, `${cluster.name}.flows`);
  writeFileSync(file, flows.map((flow) => `${JSON.stringify(flow)}\n`).join(''));
  const ports = portsOf([...manifests.map(({ object }) => object), ...provided]);
  const folder = join(work, 'all', cluster.name);
  for (const [index, pods] of podsWithoutObject(app, ports).entries()) put(join(folder, 'peers', `${index}.yaml`), toYaml(pods));
  const verdicts = (...how: string[]): Verdict[] =>
    execFileSync(judge, ['-in', folder, ...how], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] })
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Verdict);

  const denied = verdicts('-flows', file).filter(({ verdict }) => verdict !== 'allowed');
  const cutOff = flowsOfQuarantined(flows, labelsThatDeny(manifests.map(({ object }) => object)));
  writeFileSync(file, cutOff.map((flow) => `${JSON.stringify(flow)}\n`).join(''));
  const escaping = cutOff.length === 0 ? [] : verdicts('-flows', file).filter(({ verdict }) => verdict !== 'denied');
  const open = openPaths(verdicts('-matrix'), flows, ports);
  const documented = new Set(expectedPaths(readPaths(readFileSync(DOCUMENTED, 'utf8')), cluster.name, (name) => cluster.switch(name)));
  console.log(
    `${cluster.name}: ${flows.length} declared flows, ${denied.length} denied; ${open.length} undeclared paths are open; of ${cutOff.length} to or from a quarantined pod ${escaping.length} pass`,
  );
  return [
    ...denied.map((flow) => `${cluster.name}: declared, and denied by Cilium: ${JSON.stringify(flow)}`),
    ...escaping.map((flow) => `${cluster.name}: passes although a pod is quarantined: ${JSON.stringify(flow)}`),
    ...open.filter((path) => !documented.has(path)).map((path) => `${cluster.name}: open, and not in ${DOCUMENTED}: ${path}`),
    ...[...documented].filter((path) => !open.includes(path)).map((path) => `${cluster.name}: in ${DOCUMENTED}, and not open: ${path}`),
  ];
}

/** Ends of flows that no chart of ours and no counted pod stands for, as objects that the judge can read; their ports are added. */
function podsWithoutObject(app: App, ports: Map<string, Set<number>>): object[] {
  return [...judgedPods(app)].flatMap(([{ name, namespace, podLabels }, numbers]) => {
    const id = podName({ namespace, labels: podLabels });
    const known = ports.get(id);
    ports.set(id, new Set([...(known ?? []), ...numbers]));
    if (known !== undefined) return [];
    const containers = [{ name, ports: [...numbers].map((containerPort) => ({ containerPort })) }];
    return [
      { kind: 'Deployment', metadata: { name, namespace }, spec: { template: { metadata: { labels: podLabels }, spec: { containers } } } },
    ];
  });
}

function portsOf(objects: Synthesis['provided']): Map<string, Set<number>> {
  const ports = new Map<string, Set<number>>();
  for (const { metadata, spec } of objects) {
    const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
    if (template?.spec?.containers === undefined) continue;
    const name = podName({ namespace: metadata.namespace ?? '', labels: template.metadata.labels });
    const known = ports.get(name) ?? new Set();
    for (const container of template.spec.containers) for (const { containerPort } of container.ports ?? []) known.add(containerPort);
    ports.set(name, known);
  }
  return ports;
}
