import type { Measured } from './measure.ts';
import type { RuleTime } from './rule-times.ts';

/** What was measured on one number of objects; ours comes first. */
export interface Result {
  readonly objects: number;
  readonly measured: readonly Measured[];
}

/** `500 objects: 0.62 x kustomize, 0.71 x cdk8s`: our time as a share of each other's. */
export function ratioLine({ objects, measured }: Result): string {
  const [ours, ...others] = measured;
  const shares = others.map(({ name, best }) => `${((ours?.best.wall ?? 0) / best.wall).toPrecision(2)} x ${name}`);
  return `${objects} objects: ${shares.length === 0 ? 'nothing to compare with' : shares.join(', ')}`;
}

/** All figures as a Markdown table: best wall time, time an object, processor time, memory. */
export function table(results: readonly Result[]): string {
  const rows = results.flatMap(({ objects, measured }) =>
    measured.map(({ name, best: { wall, cpu, memory }, runs }) => [
      String(objects),
      name,
      `${wall.toFixed(0)} ms`,
      `${(wall / objects).toFixed(3)} ms`,
      cpu === undefined ? 'not measured' : `${cpu.toFixed(0)} ms`,
      memory === undefined ? 'not measured' : `${(memory / 1024 ** 2).toFixed(0)} MiB`,
      String(runs.length),
    ]),
  );
  return markdown([['objects', 'program', 'best', 'an object', 'processor', 'memory', 'runs'], ...rows]);
}

/** `an object at 1000: 0.95 ms, at 100000: 0.09 ms`: ours, which must not rise. */
export function ratesLine(results: readonly Result[]): string {
  const rates = results.map(({ objects, measured: [ours] }) => `at ${objects}: ${((ours?.best.wall ?? 0) / objects).toFixed(3)} ms`);
  return `an object ${rates.join(', ')}`;
}

/** How many rules are shown. */
const SHOWN = 15;

/** The slowest rules as a Markdown table: time in all, and for each object that they were asked about. */
export function rulesTable(times: readonly RuleTime[]): string {
  const rows = times.slice(0, SHOWN).map(({ rule, time, asked }) => {
    const each = asked === 0 ? 'never asked' : `${((time * 1000) / asked).toFixed(1)} µs`;
    return [rule, `${time.toFixed(0)} ms`, String(asked), each];
  });
  return markdown([['rule', 'in all', 'objects', 'an object'], ...rows]);
}

function markdown(all: readonly (readonly string[])[]): string {
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(all[0] ?? []), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...all.slice(1).map(line)].join('\n');
}
