import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { checkout } from './checkout.ts';
import { measure } from './measure.ts';
import type { Contestant } from './measure.ts';
import { findProgram } from './programs.ts';
import { ratioLine } from './report.ts';
import type { Result } from './report.ts';
import { SOURCE, templateOf } from './source.ts';
import { TEMPLATE_FILE, namespacesOf } from './template.ts';
import type { Template } from './template.ts';

/** `slipway synth` against kustomize and a stock cdk8s app; `say` gets the ratio of each size as it is known. */
export function benchSynth(work: string, sizes: readonly number[], rounds: number, say: (line: string) => void): readonly Result[] {
  const template = templateOf();
  const ours = checkout(join(work, 'ours'), 'charts/index.ts', "export { installerOf } from '../bench/installer.ts';\n");
  const stock = checkout(join(work, 'stock'), 'cli/main.ts', "export { start } from '../bench/stock.ts';\n");
  const kustomize = findProgram('kustomize');
  if (kustomize === undefined) say('kustomize is not installed: it is left out (npm run bench -- --help)');

  return sizes.map((objects) => {
    const folder = join(work, String(objects));
    prepare(folder, ours, template, objects);
    const contestants: Contestant[] = [
      { name: 'slipway', command: process.execPath, args: [ours, 'synth'], folder, output: ['dist', '.slipway'] },
      ...(kustomize === undefined ? [] : [{ name: 'kustomize', command: kustomize, args: ['build', 'kustomize'], folder, output: [] }]),
      { name: 'cdk8s', command: process.execPath, args: [stock, 'synth', String(objects), 'stock'], folder, output: ['stock'] },
    ];
    const result = { objects, measured: measure(contestants, rounds) };
    say(ratioLine(result));
    return result;
  });
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
