import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { toYaml } from '../../lib/manifest/yaml.ts';
import { ENGINES } from '../program.ts';
import { judgedForm } from './judged-form.ts';
import { makeScene } from './make-scene.ts';
import { Random } from './random.ts';
import type { JudgedScene, Scene } from './scene.ts';

/**
 * Makes `pairs.jsonl.gz` anew: scenes from a fixed seed, and what Cilium's own engine says of each flow.
 * `npx tsx testing/network/generate.ts`; needs the program `cilium-judge`.
 */
const SEED = 20260101;
const SCENES = 500;
const FLOWS = 40;

main();

function main(): void {
  const random = new Random(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-flows-'));
  try {
    const lines = Array.from({ length: SCENES }, () => JSON.stringify(judged(makeScene(random, FLOWS), folder)));
    writeFileSync(join(__dirname, 'pairs.jsonl.gz'), gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
    console.log(`${SCENES} scenes, ${SCENES * FLOWS} flows`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judged(scene: Scene, folder: string): JudgedScene {
  const namespaces = Object.entries(scene.namespaces).map(([name, labels]) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  }));
  const file = join(folder, 'scene.yaml');
  const flows = join(folder, 'flows');
  writeFileSync(file, [...namespaces, ...scene.policies.map(judgedForm)].map(toYaml).join('---\n'));
  writeFileSync(
    flows,
    scene.flows
      .map(([from, to, port, protocol]) => `${JSON.stringify({ from: scene.peers[from], to: scene.peers[to], port, protocol })}\n`)
      .join(''),
  );
  const answers = execFileSync(join(ENGINES, 'cilium-judge'), ['-in', file, '-flows', flows], { encoding: 'utf8' });
  const verdicts = answers
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { egress: string; ingress: string })
    .map(({ egress, ingress }) => `${egress.charAt(0)}${ingress.charAt(0)}`);
  return { ...scene, verdicts };
}
