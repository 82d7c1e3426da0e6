import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAMILIES, rules } from './index.ts';
import { rulesPage } from './page.ts';

const folder = join(process.cwd(), 'lib/check/rules');

function filesOf(family: string): readonly string[] {
  return readdirSync(join(folder, family)).sort();
}

test('the families are the folders', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  expect(Object.keys(FAMILIES)).toEqual(folders.map(({ name }) => name).sort());
});

test.each(Object.entries(FAMILIES))('every rule of the folder %s is on its list, in order, under the name of its file', (family, list) => {
  const files = filesOf(family).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts');

  expect(list.map(({ id }) => `${id}.ts`)).toEqual(files);
});

test('no two rules share an id', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test.each(Object.entries(FAMILIES).flatMap(([family, list]) => list.map((rule) => [rule.id, family, rule] as const)))(
  '%s has a table of cases and a page, and an id that fits an annotation',
  (id, family, rule) => {
    const page = readFileSync(join(folder, family, `${id}.md`), 'utf8');

    const headings = page.split('\n').filter((line) => line.startsWith('#'));

    expect(headings).toEqual([`# ${id}`, '## At 3 a.m.', '## How to fix it', '## Source']);
    expect(page).toContain(`${rule.asks} (${rule.severity})`);
    expect(filesOf(family)).toContain(`${id}.test.ts`);
    expect(id).toMatch(/^[a-z0-9-]{1,50}$/);
  },
);

test('the page lists every rule with what it asks: npm run rules', () => {
  const page = readFileSync(join(process.cwd(), 'docs/rules.md'), 'utf8');

  expect(page).toBe(rulesPage(FAMILIES));
});
