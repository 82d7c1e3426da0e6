import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Measure } from './deliver-child.ts';
import { stockFiles } from './deliver-files.ts';
import type { DeliverResult } from './deliver-report.ts';

/** Clusters into which the files are divided. */
const CLUSTERS = 10;

/** No configuration of the person who measures. */
const ENV: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'bench',
  GIT_AUTHOR_EMAIL: 'bench@localhost',
  GIT_COMMITTER_NAME: 'bench',
  GIT_COMMITTER_EMAIL: 'bench@localhost',
};

/**
 * A plan and a delivery of some changed files among many, to a bare repository on this machine, against git add -A && git commit in a
 * work tree with the same files and the same changes; in turns, in the same run.
 */
export function benchDeliver(work: string, files: number, changed: readonly number[], rounds: number): readonly DeliverResult[] {
  const bench = new Bench(join(work, `deliver-${files}`), files, CLUSTERS);
  return changed.map((each) => bench.measure(each, rounds));
}

class Bench {
  private readonly program: string;
  private readonly repository: string;
  private readonly tree: string;
  private version = 0;

  constructor(
    work: string,
    private readonly files: number,
    private readonly clusters: number,
  ) {
    mkdirSync(work, { recursive: true });
    this.program = join(work, 'child.cjs');
    this.repository = join(work, 'k8s.git');
    this.tree = join(work, 'tree');
    const entryPoints = [join(__dirname, 'deliver-child.ts')];
    buildSync({ entryPoints, outfile: this.program, bundle: true, platform: 'node', format: 'cjs', external: ['@octokit/*'] });
    this.ours('deliver', 0);
    this.git('init', '--quiet', '-b', 'main', this.tree);
    this.edit(0, this.files);
    this.commit();
  }

  /** All in turns, so that a busy moment hits all alike; the first round does not count. */
  measure(changed: number, rounds: number): DeliverResult {
    const runs: DeliverResult['runs'][number][] = [];
    for (let round = 0; round <= rounds; round += 1) {
      this.version += 1;
      const plan = this.ours('plan', changed);
      const deliver = this.ours('deliver', changed);
      this.edit(this.version, changed);
      const git = this.commit();
      if (round > 0) runs.push({ plan, deliver, git });
    }
    return { files: this.files, clusters: this.clusters, changed, runs };
  }

  private ours(job: 'plan' | 'deliver', changed: number): Measure {
    const stock = JSON.stringify({ files: this.files, clusters: this.clusters, changed, version: this.version });
    return JSON.parse(
      execFileSync(process.execPath, [this.program, job, this.repository, stock], { env: ENV, encoding: 'utf8' }),
    ) as Measure;
  }

  /** Writes what a person would have changed; not measured. */
  private edit(version: number, changed: number): void {
    for (const [path, text] of stockFiles({ files: this.files, clusters: this.clusters, changed, version })) {
      if (version !== 0 && !text.includes(`:v${version}\n`)) continue;
      mkdirSync(dirname(join(this.tree, path)), { recursive: true });
      writeFileSync(join(this.tree, path), text);
    }
  }

  private commit(): number {
    const started = performance.now();
    this.git('-C', this.tree, 'add', '-A');
    this.git('-C', this.tree, '-c', 'gc.auto=0', 'commit', '--quiet', '--message', 'change');
    return performance.now() - started;
  }

  private git(...args: readonly string[]): void {
    execFileSync('git', args, { env: ENV, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
