import { prune } from './prune.ts';
import type { Definition } from './schema.ts';

/** A definition with one version and the given spec, as upstream writes it. */
function definition(spec: object, versions = ['v1']): Definition {
  const openAPIV3Schema = {
    type: 'object',
    description: 'A lighthouse.',
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec,
      status: { type: 'object' },
    },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'lights.example.org' },
    spec: {
      group: 'example.org',
      names: { kind: 'Light', plural: 'lights' },
      scope: 'Namespaced',
      versions: versions.map((name) => ({ name, served: true, storage: name === 'v1', schema: { openAPIV3Schema } })),
    },
  };
}

function prunedSpec(spec: object, kind: object = {}): unknown {
  return prune(definition(spec), { version: 'v1', ...kind }).spec.versions[0]?.schema.openAPIV3Schema.properties?.['spec'];
}

test('one version is left, without status and what every object has', () => {
  const result = prune(definition({ type: 'object' }, ['v1beta1', 'v1']), { version: 'v1' });

  expect(result.spec.versions).toEqual([
    {
      name: 'v1',
      served: true,
      storage: true,
      schema: { openAPIV3Schema: { type: 'object', required: ['spec'], properties: { spec: { type: 'object' } } } },
    },
  ]);
});

const cases: Record<string, { spec: object; kind?: object; becomes: unknown }> = {
  'prose, defaults and validation go': {
    spec: { type: 'string', description: 'Colour.', default: 'red', pattern: '^r', enum: ['red', 'green'], 'x-kubernetes-validations': [] },
    becomes: { type: 'string', enum: ['red', 'green'] },
  },
  'a choice that only validates goes, a choice of types stays': {
    spec: {
      type: 'object',
      oneOf: [{ required: ['a'] }],
      properties: { a: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }], pattern: '^' } },
    },
    becomes: {
      type: 'object',
      properties: { a: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] } },
    },
  },
  'a subtree is left out, required or not, through lists and for any name': {
    spec: {
      type: 'object',
      properties: {
        in: { type: 'array', items: { type: 'object', required: ['old', 'new'], properties: { old: {}, new: { type: 'string' } } } },
        out: { type: 'object', properties: { old: {} } },
      },
    },
    kind: { without: ['spec.*.old'] },
    becomes: {
      type: 'object',
      properties: {
        in: { type: 'array', items: { type: 'object', required: ['new'], properties: { new: { type: 'string' } } } },
        out: { type: 'object', properties: {} },
      },
    },
  },
  'a subtree is handed to a core class': {
    spec: { type: 'object', properties: { template: { type: 'object', properties: { deep: {} } } } },
    kind: { typedBy: { 'spec.template': 'PodTemplateSpec' } },
    becomes: { type: 'object', properties: { template: { 'x-kubernetes-preserve-unknown-fields': true } } },
  },
};

test.each(Object.entries(cases))('%s', (_, { spec, kind, becomes }) => {
  expect(prunedSpec(spec, kind)).toEqual(becomes);
});

test('a version or a path that upstream does not have is an error, not silence', () => {
  expect(() => prune(definition({}), { version: 'v2' })).toThrow('lights.example.org has the versions v1, not v2');
  expect(() => prunedSpec({}, { without: ['spec.gone'], typedBy: { 'spec.lost': 'PodSpec' } })).toThrow(
    'lights.example.org v1 has no spec.gone, spec.lost',
  );
});
