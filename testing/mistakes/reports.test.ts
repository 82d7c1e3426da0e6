import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { textReport } from '../../lib/check/report/text.ts';
import { isLiteral, isSecretName, secretLines } from '../../lib/check/secrets.ts';
import { findingsOf, type Mistake, type Tree } from './mistake.ts';

/** Shorter ones are words that stand anywhere. */
const SHORTEST = 6;

const same = (text: string): string => text;
const paint = { bold: same, dim: same, red: same, yellow: same, cyan: same };

/** Passwords and the like that the files of a repository spell out. */
function secretsIn(tree: Tree): ReadonlySet<string> {
  const found = Object.values(tree).flatMap((text) => [
    ...[...secretLines(text)].map(({ value }) => value.replace(/^["']|["'].*$/g, '')),
    ...[...text.matchAll(/name:\s*["']?([\w.-]+)["']?,?\s+value:\s*["']?([^"'\s}]+)/g)].map(([, name = '', value = '']) =>
      isSecretName(name) ? value : '',
    ),
    ...[...text.matchAll(/:\/\/[^\s:/@]*:([^\s:/@$<{%]+)@/g)].map(([, value = '']) => value),
  ]);
  // `var.db_password` only names one.
  return new Set(found.filter((each) => each.length >= SHORTEST && isLiteral(each) && !each.startsWith('var.')));
}

test('no report repeats a secret of the repository, neither in a sentence nor in a line that it shows', () => {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const modules = files.map((name) => jest.requireActual<Readonly<Record<string, unknown>>>(join(__dirname, name)));
  const mistakes = modules.flatMap((each) => Object.values(each)).flatMap((each) => (Array.isArray(each) ? (each as Mistake[]) : []));
  const trees = mistakes.flatMap(({ tree, caughtBy }) => ((caughtBy as unknown) === undefined ? [] : { tree, secrets: secretsIn(tree) }));
  // Many mistakes stand in one and the same repository: one tree for each set of secrets will do.
  const telling = new Map(trees.flatMap((each) => (each.secrets.size === 0 ? [] : [[[...each.secrets].sort().join('\n'), each] as const])));

  const repeated = [...telling.values()].flatMap(({ tree, secrets }) => {
    const report = textReport(findingsOf(tree, true), { paint, textOf: (file) => tree[file] });
    return report.split('\n').filter((line) => [...secrets].some((secret) => line.includes(secret)));
  });

  expect(telling.size).toBeGreaterThan(10);
  expect(repeated).toEqual([]);
}, 120_000);
