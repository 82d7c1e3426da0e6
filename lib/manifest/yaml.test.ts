import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';
import { fromYaml, toYaml } from './yaml.ts';

test('prints an object in the order in which people write it', () => {
  const object = {
    status: { ready: true },
    spec: {
      template: {
        spec: { containers: [{ ports: [{ containerPort: 80, name: 'http' }], image: 'nginx:1.27', args: ['-c', '--x=y'], name: 'web' }] },
        metadata: { annotations: { 'sidecar.istio.io/inject': 'false' }, labels: { app: 'web' } },
      },
      replicas: 2,
      podSelector: {},
      ingress: [{}],
      egress: [],
    },
    metadata: { labels: { app: 'web' }, namespace: 'blog-system', name: 'web' },
    kind: 'Deployment',
    apiVersion: 'apps/v1',
  };

  const text = toYaml(object);

  expect(text).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: blog-system
  labels:
    app: web
spec:
  egress: []
  ingress:
    - {}
  podSelector: {}
  replicas: 2
  template:
    metadata:
      labels:
        app: web
      annotations:
        sidecar.istio.io/inject: 'false'
    spec:
      containers:
        - name: web
          image: nginx:1.27
          args:
            - -c
            - --x=y
          ports:
            - name: http
              containerPort: 80
status:
  ready: true
`);
});

test('prints text of several lines as a literal block, never folded', () => {
  const long = 'word '.repeat(60).trim();

  const text = toYaml({
    data: { clip: 'a\n  b\n\nc: #1\n', keep: 'a\n\n', strip: 'a\nb', indented: '  a\nb\n', tab: '\ta\n', long, list: ['x\ny\n', ['p\nq']] },
  });

  expect(text).toBe(`data:
  clip: |
    a
      b

    c: #1
  indented: |2
      a
    b
  keep: |+
    a

  list:
    - |
      x
      y
    - - |-
        p
        q
  long: ${long}
  strip: |-
    a
    b
  tab: |2
    \ta
`);
});

const READ_AS_OTHER = [
  ...['y', 'Y', 'n', 'N', 'yes', 'No', 'on', 'OFF', 'true', 'False', 'null', 'NULL', '~', '', '=', '<<'],
  ...['0', '08', '010', '0o7', '0O7', '0x1F', '0X1f', '0b1', '1_000', '_1'.slice(1), '-1', '+1', '-_1', '1:20', '190:20:30', '1:20.5'],
  ...['.5', '5.', '1.5', '1e3', '1E-3', '+.5e3', '1.0e+21', 'e0', '.inf', '-.Inf', '.NaN', '.', '+', '-'],
  ...['2001-01-01', '2001-1-1', '2001-12-14T21:59:43Z', '2001-12-14 21:59:43.1 -5'],
];
const NOT_PLAIN = [
  ...[
    ' a',
    'a ',
    '  ',
    'a: b',
    'a:',
    ':',
    ': a',
    'a #b',
    '#a',
    '- a',
    '---',
    '--- a',
    '...',
    '? a',
    '?a',
    '[a',
    '{a',
    '{{ a }}',
    ']',
    '}',
    ',',
  ],
  ...['&a', '*a', '!a', '|', '>', '%a', '@a', '`a', '"a"', "'a'", "it's: a"],
];
const PLAIN = [
  ...['a', 'web', '192.168.1.200', '192.168.1.0/24', '10Gi', '100m', '250m', 'v84', '30s', '0 18 * * *', '2.13.x', '1.24.0', 'ye', 'nULL'],
  ...[
    'http://was-service:8080',
    'ghcr.io/wlals2/blog-web:v84',
    '--collect.info_schema.tables',
    '-javaagent:/otel/a.jar',
    'a#b',
    'a  b',
    'a, b',
  ],
  ...[
    's3://jimin-mysql-backup/',
    '/',
    '/health',
    'k8s:io.kubernetes.pod.namespace',
    'a{b}',
    "it's",
    'é 日本 😀',
    '0xg',
    'e',
    'e2e',
    '1e',
    '1.2.3',
    '2001-01',
    '$(A)',
  ],
];

test.each(READ_AS_OTHER)('quotes %j, which Kubernetes would read as another type', (text) => {
  expect(toYaml({ value: text, [text]: 1 })).toContain(`value: '${text}'\n`);
  expect(fromYaml(toYaml({ value: [text], [text]: 1 }))).toEqual({ value: [text], [text]: 1 });
});

test.each(NOT_PLAIN)('quotes %j, whose signs mean something in YAML', (text) => {
  expect(toYaml({ value: text })).toBe(`value: '${text.replaceAll("'", "''")}'\n`);
  expect(fromYaml(toYaml({ value: [text], [text]: 1 }))).toEqual({ value: [text], [text]: 1 });
});

test.each(PLAIN)('leaves %j without quotes', (text) => {
  expect(toYaml({ value: text })).toBe(`value: ${text}\n`);
  expect(fromYaml(toYaml({ value: [text], [text]: 1 }))).toEqual({ value: [text], [text]: 1 });
});

test.each([
  ['a tab', 'a\tb', '"a\\tb"'],
  ['a line break of Windows', 'a\r\nb', '"a\\r\\nb"'],
  ['a control character', 'a\u0007', '"a\\u0007"'],
  ['a line separator', 'a\u2028b\u0085', '"a\\u2028b\\u0085"'],
  ['a last line of spaces', 'a\n ', '"a\\n "'],
  ['line breaks alone', '\n\n', '"\\n\\n"'],
  ['a byte order mark', '\ufeffa', '"\\ufeffa"'],
])('writes %s as an escape', (_, text, yaml) => {
  expect(toYaml({ value: text })).toBe(`value: ${yaml}\n`);
});

test('prints the same part twice, not an anchor', () => {
  const labels = { app: 'web' };

  expect(toYaml({ a: labels, b: labels })).toBe('a:\n  app: web\nb:\n  app: web\n');
});

test('leaves out undefined fields and refuses what YAML of Kubernetes does not hold', () => {
  expect(toYaml({ a: undefined })).toBe('{}\n');
  expect(() => toYaml({ a: Number.NaN })).toThrow(new TypeError('YAML of Kubernetes holds no NaN'));
  expect(() => toYaml({ a: () => 1 })).toThrow(new TypeError('YAML holds no function'));
});

const nasty = fc.oneof(
  fc.constantFrom(...READ_AS_OTHER, ...NOT_PLAIN, ...PLAIN),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.stringMatching(/^[-+.0-9_:eExob ]{1,8}$/),
  fc
    .array(fc.constantFrom('a', ' ', '\n', '\t', ':', '#', '-', "'", '"', '|', '%', ',', '\r'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    nasty,
    fc.constantFrom(null, true, false, 0, -1, 80, 0.25, 1e21, 1e-7, -2.5e-9, 2 ** 53),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(nasty, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const documents = fc.dictionary(
  nasty.filter((field) => field !== '__proto__'),
  json,
  { maxKeys: 4, noNullPrototype: true },
);
const RUNS = { numRuns: 500 };

test.each([
  ['Kubernetes', fromYaml],
  ['js-yaml with YAML 1.1', (text: string) => load(text, { schema: YAML11_SCHEMA })],
  ['js-yaml with YAML 1.2', (text: string) => load(text)],
  ['the yaml package with YAML 1.1', (text: string): unknown => parse(text, { version: '1.1' })],
  ['the yaml package with YAML 1.2', (text: string): unknown => parse(text)],
])('%s reads back every object', (_, read) => {
  fc.assert(
    fc.property(documents, (document) => {
      expect(read(toYaml(document))).toEqual(document);
    }),
    RUNS,
  );
});

test.each([
  ['on', true],
  ['y', true],
  ['010', 8],
  ['0o17', 15],
  ['0x1F', 31],
  ['-0b11', -3],
  ['1_000', 1000],
  ['1e3', 1000],
  ['1:20', '1:20'],
  ['2001-01-01', '2001-01-01'],
  ['~', null],
  ['"on"', 'on'],
  ['{a: &x {b: 1}, c: {<<: *x}}', { a: { b: 1 }, c: { b: 1 } }],
])('reads %s as Kubernetes does', (text, value) => {
  expect(fromYaml(text)).toEqual(value);
});

test('a key that stands twice is refused, with its line', () => {
  expect(() => fromYaml('a: 1\na: 2\n')).toThrow(/duplicated mapping key \(2:1\)/);
});
