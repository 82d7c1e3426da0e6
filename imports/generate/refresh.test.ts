import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFiles } from './folder.ts';
import { chartKeys, prunedDefinitions } from './refresh.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'slipway-imports-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const LAMP = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: lamps.example.org
  annotations: {made-by: someone}
spec:
  group: example.org
  names: {kind: Lamp, listKind: LampList, plural: lamps}
  scope: Cluster
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: string}}}}}
`;

test('the listed kinds of any YAML files of a folder are pruned into one file a group', () => {
  writeFileSync(join(folder, 'b.yml'), `kind: ConfigMap\n---\n${LAMP}---\n`);
  writeFileSync(join(folder, 'a.txt'), 'not: [yaml');
  const definitions = [{ group: 'example.org', version: '1.2.3', kinds: { Lamp: { version: 'v1' } } }];

  const files = prunedDefinitions(folder, { definitions, charts: [] });

  expect([...files]).toEqual([
    [
      'crds/example.org.yaml',
      `--- # Lamp, release 1.2.3
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: lamps.example.org
spec:
  group: example.org
  names:
    kind: Lamp
    plural: lamps
  scope: Cluster
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: string
`,
    ],
  ]);
});

test('a listed kind or chart that the folder does not have is named', () => {
  const definitions = [{ group: 'example.org', version: '1', kinds: { Lamp: { version: 'v1' } } }];

  expect(() => prunedDefinitions(folder, { definitions, charts: [] })).toThrow('no definition of example.org/Lamp in');
  expect(() => chartKeys(folder, { definitions: [], charts: [{ name: 'lamp', version: '1.0.0' }] })).toThrow('lamp-1.0.0.yaml');
});

test('a generated file that nothing names any more goes, what is written by hand stays', () => {
  for (const name of ['old.ts', 'same.ts', 'changed.ts', 'sources.yaml', 'lamp.test.ts', 'notes.md'])
    writeFileSync(join(folder, name), name);
  const files = new Map([
    ['same.ts', 'same.ts'],
    ['changed.ts', 'new'],
    ['added.ts', 'added'],
  ]);

  expect(replaceFiles(folder, '.', files)).toBe(3);

  expect(readdirSync(folder).sort()).toEqual(['added.ts', 'changed.ts', 'lamp.test.ts', 'notes.md', 'same.ts', 'sources.yaml']);
  expect(readFileSync(join(folder, 'changed.ts'), 'utf8')).toBe('new');
});
