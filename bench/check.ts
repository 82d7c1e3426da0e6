import { join, resolve } from 'node:path';
import { writeTree, treeOf } from './check-tree.ts';
import { measure } from './measure.ts';
import type { Contestant } from './measure.ts';
import { findProgram } from './programs.ts';
import { ratioLine } from './report.ts';
import type { Result } from './report.ts';
import { applicationOf, templateOf } from './source.ts';

/** Objects beyond which kube-score is not waited for: of twice as many it takes more than twice the time. */
const MOST_COMPARED = 10_000;

/** Folder of the tree of so many objects, below the working folder. */
export function treeFolder(work: string, objects: number): string {
  return join(work, `check-${objects}`, 'tree');
}

/**
 * `slipway check` on written files, from start to end, with every rule, against kube-score on the same documents, which asks some
 * forty questions of each object by itself.
 */
export function benchCheck(work: string, sizes: readonly number[], rounds: number, say: (line: string) => void): readonly Result[] {
  const blog = templateOf();
  const template = { ...blog, objects: [...blog.objects, applicationOf()] };
  const kubeScore = findProgram('kube-score');
  if (kubeScore === undefined) say('kube-score is not installed: it is left out (npm run bench -- --help)');

  return sizes.map((objects) => {
    const folder = join(work, `check-${objects}`);
    writeTree(treeFolder(work, objects), treeOf(template, objects), join(folder, 'all.yaml'));
    const check = [resolve('bin/slipway.js'), 'check', 'tree', '--fail-on', 'never', '--format', 'json'];
    const contestants: Contestant[] = [
      { name: 'slipway check', command: process.execPath, args: check, folder, output: [] },
      // It ends with 1 when it has something to say.
      ...(kubeScore === undefined || objects > MOST_COMPARED
        ? []
        : [{ name: 'kube-score', command: kubeScore, args: ['score', 'all.yaml'], folder, output: [], mayFail: true }]),
    ];
    const result = { objects, measured: measure(contestants, rounds) };
    say(ratioLine(result));
    return result;
  });
}
