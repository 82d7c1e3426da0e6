import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { installerOf } from '../charts/index.ts';
import { loadClusters } from '../lib/inventory/load.ts';
import { identity } from '../lib/manifest/manifest.ts';
import { synthesize } from '../lib/synth/synthesize.ts';
import { checkout } from './checkout.ts';
import { measure } from './measure.ts';
import type { Contestant } from './measure.ts';
import { ratioLine, table } from './report.ts';
import type { Result } from './report.ts';
import { TEMPLATE_FILE, namespacesOf } from './template.ts';
import type { Template } from './template.ts';

const USAGE = `npm run bench -- [--sizes 50,500,5000] [--rounds 5] [--json]

Wall time of slipway synth (inventory, synthesis, proof, files) against kustomize build and a stock cdk8s app,
each a process of its own, on the same objects: copies of the blog system of cluster homelab.
kustomize comes from PATH or GOPATH/bin: go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1
`;

const SOURCE = { cluster: 'homelab', app: 'blog-system' };

function main(): void {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '50,500,5000' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);

  const work = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  try {
    const template = templateOf();
    const ours = checkout(join(work, 'ours'), 'charts/index.ts', "export { installerOf } from '../bench/installer.ts';\n");
    const stock = checkout(join(work, 'stock'), 'cli/main.ts', "export { start } from '../bench/stock.ts';\n");
    const kustomize = findKustomize();
    if (kustomize === undefined) process.stderr.write('kustomize is not installed: it is left out (npm run bench -- --help)\n');

    const results: Result[] = [];
    for (const objects of values.sizes.split(',').map(Number)) {
      const folder = join(work, String(objects));
      prepare(folder, ours, template, objects);
      const contestants: Contestant[] = [
        { name: 'slipway', command: process.execPath, args: [ours, 'synth'], folder, output: ['dist', '.slipway'] },
        ...(kustomize === undefined ? [] : [{ name: 'kustomize', command: kustomize, args: ['build', 'kustomize'], folder, output: [] }]),
        { name: 'cdk8s', command: process.execPath, args: [stock, 'synth', String(objects), 'stock'], folder, output: ['stock'] },
      ];
      const result = { objects, measured: measure(contestants, Number(values.rounds)) };
      results.push(result);
      if (!values.json) process.stdout.write(`${ratioLine(result)}\n`);
    }
    process.stdout.write(values.json ? `${JSON.stringify(results, null, 2)}\n` : `\n${table(results)}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The blog system of the real inventory, as plain objects. */
function templateOf(): Template {
  const [cluster] = loadClusters('clusters', { only: [SOURCE.cluster] });
  if (cluster === undefined) throw new Error(`clusters/ has no ${SOURCE.cluster}`);
  const { manifests, provided } = synthesize(cluster, installerOf(cluster));
  const own = manifests.filter(({ app }) => app === SOURCE.app).map(({ object }) => object);
  // A copy has another namespace; what does not speak of it exists once, as do the objects of other apps that the copies
  // refer to, and is nobody's work here.
  const objects = own.filter((object) => identity(object).includes(SOURCE.app));
  const once = own.filter((object) => !objects.includes(object));
  const around = manifests.filter(({ app }) => app !== SOURCE.app && app !== 'argocd').map(({ object }) => object);
  return { namespace: SOURCE.app, zone: cluster.domain?.zone ?? '', objects, provided: [...provided, ...once, ...around] };
}

/** Inventory and template for our program and the stock one; the files that ours writes, as a kustomization. */
function prepare(folder: string, ours: string, template: Template, objects: number): void {
  mkdirSync(join(folder, 'clusters'), { recursive: true });
  writeFileSync(join(folder, TEMPLATE_FILE), JSON.stringify(template));
  writeFileSync(join(folder, `clusters/bench-${objects}.yaml`), inventory(template, objects));
  execFileSync(process.execPath, [ours, 'synth'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

  cpSync(join(folder, `dist/bench-${objects}`), join(folder, 'kustomize'), { recursive: true });
  const resources = readdirSync(join(folder, 'kustomize'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  if (resources.length !== objects) throw new Error(`${resources.length} objects came out, not ${objects}`);
  writeFileSync(
    join(folder, 'kustomize/kustomization.yaml'),
    `resources:\n${resources
      .sort()
      .map((file) => `  - ${file}\n`)
      .join('')}`,
  );
}

/** The real inventory under another name, with the Secrets of every copy. */
function inventory(template: Template, objects: number): string {
  const document = parseDocument(readFileSync(`clusters/${SOURCE.cluster}.yaml`, 'utf8'));
  const { secrets } = document.toJS() as { readonly secrets: readonly { readonly namespace: string; readonly create: string }[] };
  const namespaces = namespacesOf(template, objects);
  document.set('name', `bench-${objects}`);
  document.set(
    'secrets',
    document.createNode(
      secrets.flatMap((secret) =>
        secret.namespace === template.namespace
          ? namespaces.map((namespace) => ({ ...secret, namespace, create: secret.create.replaceAll(template.namespace, namespace) }))
          : [secret],
      ),
      { aliasDuplicateObjects: false },
    ),
  );
  return document.toString();
}

function findKustomize(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'bin')];
  return folders.map((folder) => join(folder, 'kustomize')).find((file) => existsSync(file));
}

try {
  main();
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 3;
}
