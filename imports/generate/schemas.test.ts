import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSchemas, schemaIndex, storedSchemas } from './schemas.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-schemas-'));
  mkdirSync(join(folder, 'imports/openapi'), { recursive: true });
  mkdirSync(join(folder, 'upstream/kubernetes'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const SOURCES = `kubernetes: [v1.30.0, v1.31.0]
definitions: [{ release: lamps v1, group: example.org }]
typedBy: { example.org/Lamp: { spec.template: core.v1.Pod } }
`;

const LAMP = `kind: CustomResourceDefinition
spec:
  group: example.org
  names: { kind: Lamp }
  scope: Cluster
  versions:
    - name: v1
      served: false
      schema:
        openAPIV3Schema:
          type: object
          description: A lamp.
          properties:
            spec:
              type: object
              properties:
                template: { type: object }
                watts: { type: integer, minimum: 1, description: prose, x-kubernetes-validations: [{ rule: self < 100, reason: FieldValueInvalid }] }
            status: { type: object, properties: { lit: { type: boolean } } }
`;

/** A release of Kubernetes with one kind, whose fields are given. */
function release(name: string, properties: Record<string, unknown>, required: readonly string[]): void {
  const schema = {
    description: 'A pod.',
    type: 'object',
    required,
    properties: { metadata: { $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }, ...properties },
    'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }],
  };
  const schemas = { 'io.k8s.api.core.v1.Pod': schema, 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { type: 'object' } };
  mkdirSync(join(folder, 'upstream/kubernetes', name));
  writeFileSync(join(folder, 'upstream/kubernetes', name, 'api__v1_openapi.json'), JSON.stringify({ components: { schemas } }));
}

function givenUpstream(): void {
  writeFileSync(join(folder, 'imports/openapi/sources.yaml'), SOURCES);
  writeFileSync(join(folder, 'upstream/lamps.yaml'), LAMP);
  release(
    'v1.30.0',
    { old: { type: 'string' }, size: { allOf: [{ $ref: '#/x/io.k8s.apimachinery.pkg.api.resource.Quantity' }], default: {} } },
    ['old', 'size'],
  );
  release(
    'v1.31.0',
    { new: { type: 'string' }, size: { allOf: [{ $ref: '#/x/io.k8s.apimachinery.pkg.api.resource.Quantity' }], default: {} } },
    ['size'],
  );
}

test('releases of Kubernetes become one file that says which has which field, definitions one file a group', () => {
  givenUpstream();

  const changed = importSchemas(join(folder, 'imports'), join(folder, 'upstream'));

  const files = Object.fromEntries([...storedSchemas(join(folder, 'imports'))].map(([name, text]) => [name, JSON.parse(text) as unknown]));
  expect(changed).toBe(3);
  expect(files).toEqual({
    'kubernetes.json': {
      releases: ['kubernetes v1.30.0', 'kubernetes v1.31.0'],
      kinds: { 'v1/Pod': { schema: 'core.v1.Pod' } },
      shared: {
        'core.v1.Pod': {
          type: 'object',
          required: ['size'],
          properties: {
            metadata: { $ref: 'meta.v1.ObjectMeta' },
            new: { type: 'string', since: 31 },
            old: { type: 'string', until: 30 },
            size: { format: 'quantity' },
          },
        },
        'meta.v1.ObjectMeta': { type: 'object' },
      },
    },
    'example.org.json': {
      releases: ['lamps v1'],
      kinds: { 'example.org/v1/Lamp': { schema: 'v1.Lamp', scope: 'Cluster', unserved: true } },
      shared: {
        'v1.Lamp': {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              properties: {
                template: { $ref: 'kubernetes#core.v1.Pod' },
                watts: { type: 'integer', minimum: 1, 'x-kubernetes-validations': [{ rule: 'self < 100' }] },
              },
            },
            status: {},
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata: { $ref: 'kubernetes#meta.v1.ObjectMeta' },
          },
        },
      },
    },
  });
});

test('made twice from the same files, nothing changes; without them, the files are verified', () => {
  givenUpstream();
  importSchemas(join(folder, 'imports'), join(folder, 'upstream'));

  const again = importSchemas(join(folder, 'imports'), join(folder, 'upstream'));
  const verified = importSchemas(join(folder, 'imports'));

  expect({ again, verified }).toEqual({ again: 0, verified: 0 });
});

test('a file that was edited by hand is named', () => {
  givenUpstream();
  importSchemas(join(folder, 'imports'), join(folder, 'upstream'));
  const file = join(folder, 'imports/openapi/example.org.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"minimum":1', '"minimum":0'));

  expect(() => importSchemas(join(folder, 'imports'))).toThrow(
    'imports/openapi/example.org.json is not what it was made as; run npm run import -- --schemas DIR',
  );
});

test('a group that upstream does not have is named', () => {
  givenUpstream();
  writeFileSync(join(folder, 'upstream/lamps.yaml'), '');

  expect(() => importSchemas(join(folder, 'imports'), join(folder, 'upstream'))).toThrow('no definition of example.org in ');
});

test('the committed files are as they were made', () => {
  const index = readFileSync(join(process.cwd(), 'imports/openapi/index.json'), 'utf8');

  expect(schemaIndex(storedSchemas(join(process.cwd(), 'imports')))).toBe(index);
});
