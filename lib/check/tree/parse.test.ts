import fc from 'fast-check';
import { parseFile } from './parse.ts';

function valuesOf(text: string): unknown[] {
  return parseFile(text).documents.map(({ value }) => value);
}

test.each<[string, string, unknown[]]>([
  ['booleans of YAML 1.1', 'a: on\nb: No\nc: y', [{ a: true, b: false, c: true }]],
  ['octal and what looks like it', 'a: 010\nb: 08\nc: 0o17\nd: 1_000', [{ a: 8, b: 8, c: 15, d: 1000 }]],
  ['dates and versions as texts', 'a: 2024-01-31\nb: 1.2.3', [{ a: '2024-01-31', b: '1.2.3' }]],
  ['keys as texts', '8080: a\non: b', [{ '8080': 'a', true: 'b' }]],
  ['several documents', 'a: 1\n---\n# nothing\n---\nb: 2\n---\n', [{ a: 1 }, { b: 2 }]],
  ['a byte order mark and Windows line ends', '\ufeffa: 1\r\n---\r\nb: |\r\n  x\r\n', [{ a: 1 }, { b: 'x\n' }]],
  ['a directive', '%YAML 1.1\n---\na: 1', [{ a: 1 }]],
  ['merged maps', 'x: &x {b: 1}\nz: {<<: *x, c: 2}', [{ x: { b: 1 }, z: { b: 1, c: 2 } }]],
  ['tags that nobody knows', 'a: !Ref b\nc: !Seq [1]\nd: !!binary aGk=', [{ a: 'b', c: [1], d: 'aGk=' }]],
  ['JSON', '{"a": {"b:": [1, "x:y"]}}', [{ a: { 'b:': [1, 'x:y'] } }]],
  [
    'a bracket closed under its key',
    'spec:\n  args: [\n    "-a", "b",\n  ]\n  env: {\n  a: 1\n  }\n',
    [{ spec: { args: ['-a', 'b'], env: { a: 1 } } }],
  ],
  [
    'a quoted text that goes on under its key',
    "s:\n  - m: 'one, it''s\n    two'\n    r: \"x: [\n\n    y\"\n",
    [{ s: [{ m: "one, it's two", r: 'x: [\ny' }] }],
  ],
  [
    'a bracket closed under its key beside a text with brackets',
    'a: |\n  [ {\n  "\nb: [\n1]\nc: it\'s [\n',
    [{ a: '[ {\n"\n', b: [1], c: "it's [" }],
  ],
  ['nothing', '# only a comment\n', []],
  ['three dashes in a text', 'a: |\n  ---\n  b\n', [{ a: '---\nb\n' }]],
])('reads %s', (_, text, values) => {
  expect(parseFile(text)).toMatchObject({ problems: [], templates: 0 });
  expect(valuesOf(text)).toEqual(values);
});

test.each<[string, string, number, string]>([
  ['a second colon', 'a: 1\nb: c: d\n', 2, 'a second ": " stands in the value'],
  ['a tab', 'a:\n\tb: 1', 2, 'a tab stands in the indentation, where YAML allows spaces only'],
  ['an open quote', 'a: "x\nb: 1\n', 1, 'a text in double quotes is never closed'],
  ['an open bracket', 'a: [1\n', 1, 'a list [ or map { is never closed'],
  ['a reserved sign', 'a: @x', 1, 'a value begins with "@", which YAML reserves'],
  ['an alias of nothing', 'a: *x', 1, 'the alias *x stands for an anchor &x that is not there'],
  ['a merge conflict', 'x: y2\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> main\n', 2, 'a merge conflict was committed'],
  ['wrong indentation', 'a:\n  - b\n c: d', 3, 'this line does not fit those above it: its indentation, or a colon or quote before it'],
  ['an alias in itself', 'a: &x [*x]', 1, 'its aliases multiply beyond all measure, or contain themselves'],
  ['a null byte', 'a\0b', 1, 'it holds a character that no text has'],
])('says in plain words what is wrong with %s', (_, text, line, message) => {
  expect(parseFile(text).problems.map((each) => [each.line, each.message])).toEqual([[line, message]]);
});

test('a document that does not parse leaves the others alone, and its line is that of the file', () => {
  const { documents, problems } = parseFile('a: 1\n---\nb: c: d\n---\ne: 2\n');

  expect(documents.map(({ value, line }) => [value, line])).toEqual([
    [{ a: 1 }, 1],
    [{ e: 2 }, 4],
  ]);
  expect(problems.map(({ line }) => line)).toEqual([3]);
});

test('a key that stands twice is told, and the last one counts', () => {
  const [document] = parseFile('m:\n  a: 1\n  b: 2\n  a: 3\n').documents;

  expect(document?.value).toEqual({ m: { a: 3, b: 2 } });
  expect(document?.doubled).toEqual([{ path: 'm.a', first: 1, last: 3, same: false }]);
});

test.each(['{"a": 1, "a": 2}', '{"a": {"b": 1, "b": 2}}'])('also in JSON: %s', (text) => {
  expect(parseFile(text).documents[0]?.doubled).toHaveLength(1);
});

test('aliases that multiply are refused before anything walks through them', () => {
  const levels = Array.from({ length: 12 }, (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`);

  expect(parseFile(`l0: &l0 x\n${levels.join('\n')}`).problems).toHaveLength(1);
});

test.each([
  'a: {{ .Values.x }}',
  '{{- if .Values.a }}\na: 1\n{{- end }}',
  'a: {{ include "x" . | nindent 2 }}',
  'host: {{ env "attr.unique.network.ip-address" }}:8500',
  'spec:\n  {{ run_as_user }}\n  a: 1',
  '{% if a %}\na: 1\n{% endif %}',
])('%j is a template', (text) => {
  expect(parseFile(text)).toEqual({ documents: [], problems: [], templates: 1 });
});

test.each(['summary: {{ $labels.pod }} is down', 'value: {{args.name}}', 'value: {{ $value | humanize }}'])(
  '%j lacks its quotes',
  (text) => {
    expect(parseFile(text)).toMatchObject({ problems: [{ line: 1 }], templates: 0 });
  },
);

test('records, one JSON value a line, are no document and no mistake', () => {
  expect(parseFile('{"a": 1}\n{"a": 2}\n')).toEqual({ documents: [], problems: [], templates: 0 });
  expect(parseFile('{"a": 1}\n{"a": }\n').problems).toHaveLength(1);
});

test('braces in quotes are no template', () => {
  expect(valuesOf("a: '{{ $labels.pod }} is down'\n")).toEqual([{ a: '{{ $labels.pod }} is down' }]);
});

test('whatever the text, reading it ends and throws nothing', () => {
  const pieces = fc.constantFrom(
    ...Array.from('{}[]:-,"\'|>&*!%#@`?\n\t \r'),
    '---',
    '...',
    '<<',
    ': ',
    '- ',
    '{{',
    '}}',
    'a',
    '1',
    '\ufeff',
    '&a ',
    '*a ',
    '__proto__',
  );

  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const { documents, problems, templates } = parseFile(text);

        for (const { line } of [...documents, ...problems]) expect(line).toBeGreaterThan(0);
        expect(templates).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 2000, seed: 5 },
  );
});

test('deep nesting is a problem of the file, not ours', () => {
  expect(parseFile('['.repeat(100_000)).problems).toHaveLength(1);
});
