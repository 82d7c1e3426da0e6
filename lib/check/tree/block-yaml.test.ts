import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { toYaml } from '../../manifest/yaml.ts';
import { readBlockYaml } from './block-yaml.ts';
import { TREE_SCHEMA } from './schema.ts';

/** What js-yaml reads: one value, or a mistake. */
function carefully(text: string): { readonly value: unknown } | undefined {
  try {
    const values = loadAll(text, { schema: TREE_SCHEMA });
    return values.length === 1 ? { value: values[0] } : undefined;
  } catch {
    return undefined;
  }
}

test.each([
  'a: 1\nb:\n  - x\n  - w: 2\n    z: "3"\nc: {d: [1, on]}\n',
  'a:\n- b\n- c:\n  - d\n',
  '---\n# who\na: |\n  one\n\n    two\n  three\nb: |-\n  x\nc: ""\n',
  "a: 'it: is'\nb: on\nc: 010\nd: 1.5\ne: null\nf:\ng: 2024-01-31\n",
  'metadata:\n  annotations:\n    prometheus.io/scrape: "true"\n    x/y: a b c\n',
  'command:\n  - sh\n  - -c\n  - |\n    set -e\n    # a line\n    run --all\n',
  'a:\n  b:\n    c: d\ne: /f\n',
  'k8s:io.kubernetes.pod.namespace: x\n.my.cnf: |\n  [client]\n',
  '"a": 1\n\'b/c\':\n  - "d": e\n',
  'image: ghcr.io/acme/web:1.4.2\nurl: http://web:80/#a\nschedule: 0 3 * * *\n',
  'command: ["sh", "-c", "it: is # so"]\na: []\nb: {}\nc: 0\nd: 123456789012345\n',
])('reads %j as js-yaml does', (text) => {
  const read = readBlockYaml(text);

  expect(read).toEqual(carefully(text));
  expect(read).toBeDefined();
});

test.each([
  'a: 1\na: 2\n',
  'a: &x 1\nb: *x\n',
  'a: >\n  x\n',
  'a: b\n  c\n',
  'yes: 1\n',
  '? a\n: b\n',
  'a: "x\\n"\n',
  'a:\tb\n',
  'a: b: c\n',
  '- - a\n',
  '"a b": 1\n',
  '"a": 1\na: 2\n',
  '"on": 1\n',
  'a: b\r\n',
  '__proto__: 1\n',
  'a: |2\n   x\n',
])('leaves %j to js-yaml', (text) => {
  expect(readBlockYaml(text)).toBeUndefined();
});

test('whatever we print is read back as js-yaml reads it', () => {
  const value = fc.object({
    key: fc.stringMatching(/^[A-Za-z][\w./-]{0,8}$/),
    values: [fc.string({ unit: 'grapheme-ascii' }), fc.integer(), fc.boolean(), fc.constant(null), fc.lorem()],
    maxDepth: 4,
  });

  fc.assert(
    fc.property(value, (data) => {
      const text = toYaml(data);
      const read = readBlockYaml(text);

      if (read !== undefined) expect(read).toEqual(carefully(text));
    }),
    { numRuns: 300, seed: 11 },
  );
});

test('whatever is written, it is read as js-yaml reads it, or left to js-yaml', () => {
  const word = fc.constantFrom(
    'a',
    'b:',
    'c: ',
    'd: x',
    '- ',
    '-',
    '- e: ',
    '|',
    '|-',
    '|+',
    '>',
    '"x"',
    "'y'",
    '"',
    "'",
    '#',
    ' # c',
    '{',
    '}',
    '[a, b]',
    '{a: 1}',
    '[',
    'on',
    '08',
    '1e3',
    ': ',
    ':',
    '~',
    '---',
    '...',
    '&a',
    '*a',
    '!t',
    '-1',
    '.5',
    '0x1',
    '1:2',
    'http://x:80/',
    '"k": ',
    "'k/l': ",
    '["x", "y"]',
    '["x",]',
    '[]',
    '{}',
    'k:l: ',
    '.m: ',
    '0 3 * * *',
    'x *a',
    'x#y',
    'x:#y',
    '12345678901234567890',
    ',',
    '?',
    '%',
    '@',
    '<<: ',
    'null',
  );
  const whole = fc.constantFrom('a: x', 'b:', '- c: d', '- e', 'f: |', 'g: |-', 'h: 08', 'k: [a, {b: on}]', "l: 'm'", '# n', '-', 'o: p q');
  const line = fc
    .tuple(
      fc.constantFrom('', '', ' ', '  ', '  ', '    ', '   ', '\t'),
      fc.oneof({ weight: 3, arbitrary: whole }, { weight: 1, arbitrary: fc.array(word, { maxLength: 3 }).map((words) => words.join('')) }),
    )
    .map(([indent, words]) => indent + words);
  let read = 0;

  fc.assert(
    fc.property(fc.array(line, { maxLength: 7 }), fc.boolean(), (lines, ended) => {
      const text = lines.join('\n') + (ended ? '\n' : '');
      const quickly = readBlockYaml(text);
      if (quickly === undefined) return;
      read += 1;
      expect(quickly).toEqual(carefully(text));
    }),
    { numRuns: 30_000, seed: 12 },
  );
  expect(read).toBeGreaterThan(1500);
});
