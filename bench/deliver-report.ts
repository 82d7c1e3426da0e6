import type { Measure } from './deliver-child.ts';

/** What was measured for one number of changed files. */
export interface DeliverResult {
  readonly files: number;
  readonly clusters: number;
  readonly changed: number;
  /** Wall time of git in milliseconds. */
  readonly runs: readonly { readonly plan: Measure; readonly deliver: Measure; readonly git: number }[];
}

/** All figures as a Markdown table: the best of all runs, and our time as a share of git's. */
export function deliverTable(results: readonly DeliverResult[]): string {
  const rows = results.map(({ files, clusters, changed, runs }) => {
    const best = (times: readonly number[]): number => Math.min(...times);
    const [plan, deliver, git] = [
      best(runs.map((run) => run.plan.wall)),
      best(runs.map((run) => run.deliver.wall)),
      best(runs.map((run) => run.git)),
    ];
    const memory = Math.max(...runs.map((run) => run.deliver.memory));
    const texts = Math.max(...runs.map((run) => run.deliver.before));
    return [
      `${changed} of ${files} in ${clusters}`,
      seconds(plan),
      seconds(deliver),
      seconds(git),
      (deliver / git).toFixed(2),
      `${mebibytes(memory)} (texts alone ${mebibytes(texts)})`,
    ];
  });
  const all = [['changed files', 'plan', 'deliver', 'git add, commit', 'ratio', 'memory'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(all[0] ?? []), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...all.slice(1).map(line)].join('\n');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
}
