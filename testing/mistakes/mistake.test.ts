import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const files = readdirSync(__dirname).filter((name) => name.endsWith('.ts'));
const textOf = (name: string): string => readFileSync(join(__dirname, name), 'utf8');

test('every table is asked by a test: one that nobody imports would never fail', () => {
  const tests = files
    .filter((name) => name.endsWith('.test.ts'))
    .map(textOf)
    .join('\n');

  const tables = files.flatMap((name) =>
    [...textOf(name).matchAll(/^export const (\w+): readonly Mistake\[\]/gm)].map(([, table = '']) => ({ name, table })),
  );

  expect(tables.length).toBeGreaterThan(80);
  expect(tables.filter(({ name, table }) => !tests.includes(`import { ${table} } from './${name}'`))).toEqual([]);
});
