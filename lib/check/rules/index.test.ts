import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from './index.ts';

const folder = join(process.cwd(), 'lib/check/rules');
const files = readdirSync(folder).sort();
const names = files
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
  .map((file) => file.slice(0, -'.ts'.length));

test('every rule of the folder is on the list, in order, under the name of its file', () => {
  expect(rules.map(({ id }) => id)).toEqual(names);
});

test.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s has a table of cases and a page, and an id that fits an annotation',
  (id, rule) => {
    const page = readFileSync(join(folder, `${id}.md`), 'utf8');

    const headings = page.split('\n').filter((line) => line.startsWith('#'));

    expect(headings).toEqual([`# ${id}`, '## At 3 a.m.', '## How to fix it', '## Source']);
    expect(page).toContain(`${rule.asks} (${rule.severity})`);
    expect(files).toContain(`${id}.test.ts`);
    expect(id).toMatch(/^[a-z0-9-]{1,50}$/);
  },
);

test('the page of the room lists every rule with what it asks', () => {
  const page = readFileSync(join(process.cwd(), 'docs/check.md'), 'utf8');

  const rows = page.split('\n').filter((line) => line.includes('../lib/check/rules/'));

  expect(rows.map((row) => row.replace(/ +/g, ' '))).toEqual(
    rules.map(({ id, severity, asks }) => `| [${id}](../lib/check/rules/${id}.md) | ${severity} | ${asks} |`),
  );
});
