import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// A construct is three files: code, test and page. The example of a page is taken from its test, so it compiles and holds.

const files = readdirSync(__dirname);
const read = (file: string): string => readFileSync(join(__dirname, file), 'utf8');

/** Constructs that make something; abstract ones and parts of others have a test only. */
const constructs = files.filter(
  (file) =>
    /^[^.]+\.ts$/.test(file) &&
    file !== 'testing.ts' &&
    file !== 'config-data.ts' &&
    /^export class \w+(<.*>)? extends (Construct|Workload)/m.test(read(file)),
);

test.each(constructs)('%s has its page and its test', (file) => {
  const missing = ['.test.ts', '.md'].map((ending) => file.replace(/\.ts$/, ending)).filter((other) => !files.includes(other));

  expect(missing).toEqual([]);
});

const pages = files.filter((file) => file.endsWith('.md'));

/** Lines without their indentation, which differs between a page and a test. */
function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}

test.each(pages)('the example of %s stands in its test', (page) => {
  const examples = [...read(page).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, example = '']) => lines(example));

  const inTest = lines(read(page.replace(/\.md$/, '.test.ts')));

  expect(examples).not.toEqual([]);
  expect(examples.filter((example) => !inTest.includes(example))).toEqual([]);
});

test.each(pages)('every link of %s leads somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);

  expect(links.filter((link) => !existsSync(join(__dirname, link)))).toEqual([]);
});

test('docs/constructs.md lists every construct', () => {
  const index = readFileSync(join(__dirname, '..', '..', 'docs', 'constructs.md'), 'utf8');

  expect(constructs.filter((file) => !index.includes(`../lib/constructs/${file.replace(/\.ts$/, '.md')}`))).toEqual([]);
});
