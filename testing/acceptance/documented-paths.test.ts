import { readFileSync } from 'node:fs';
import { homelab } from '../../charts/testing.ts';
import { expectedPaths, readPaths } from './documented-paths.ts';

const PAGE = `Words | and bars.

| cluster | path | opened by | closed by | reason |
|---|---|---|---|---|
| lab | \`a → b:80\` | | | A door. |
| lab | \`a → c:80\` | | \`policies\` | Harmless. |
| lab | \`a → d:80\` | \`extras\` | \`policies\` and \`more\` | Harmless. |
| other | \`a → b:80\` | | | A door. |
`;

test.each([
  ['none', [], ['a → b:80', 'a → c:80']],
  ['what opens a path', ['extras'], ['a → b:80', 'a → c:80', 'a → d:80']],
  ['one that closes a path', ['policies', 'extras'], ['a → b:80', 'a → d:80']],
  ['all that close paths', ['policies', 'extras', 'more'], ['a → b:80']],
])('switched on: %s', (_, on, expected) => {
  expect(expectedPaths(readPaths(PAGE), 'lab', (name) => on.includes(name))).toEqual(expected);
});

test('docs/open-paths.md names switches that the inventory has', () => {
  const rows = readPaths(readFileSync('docs/open-paths.md', 'utf8'));

  const named = new Set(rows.flatMap(({ openedBy, closedBy }) => [openedBy, ...closedBy]).filter((name) => name !== ''));

  expect(rows.length).toBeGreaterThan(20);
  expect([...named].filter((name) => !(name in homelab().switches))).toEqual([]);
});
