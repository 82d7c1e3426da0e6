import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaAt, schemaJson } from './schema-json.ts';

const FILE = join(__dirname, '../../clusters/schema.json');

test('clusters/schema.json is what the program reads by; lib/inventory/write-schema.ts writes it anew', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(schemaJson());
});

test.each([
  [['storage', 'replicas'], 'integer', 'Copies of each volume, at most one a storage node. Default: 1.'],
  [['nodes', 0, 'cpu'], ['string', 'number'], 'Processor, in cores.'],
  [['images', 'web'], 'string', 'Image with an exact version as its tag, or with a digest.'],
  [['environments', 'dev', 'storage', 'replicas'], ['integer', 'null'], 'Copies of each volume, at most one a storage node. Default: 1.'],
])('tells an editor about %j', (path, type, description) => {
  expect(schemaAt(path)).toMatchObject({ type, description });
});

test('describes every key, so that an editor never shows a bare name', () => {
  const bare: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      if (key !== 'properties') visit(below, `${path}/${key}`);
      else
        for (const [name, field] of Object.entries(below as Record<string, object>)) {
          if (!('description' in field)) bare.push(`${path}/${name}`);
          visit(field, `${path}/${name}`);
        }
    }
  };

  visit(JSON.parse(schemaJson()), '');

  expect(bare).toEqual([]);
});

test('lets an environment leave out what the file requires, and name nothing', () => {
  const { required } = schemaAt([])?.['else'] as { required: string[] };
  const environment = schemaAt(['environments', 'dev']);

  expect(required).toEqual(['name', 'system', 'environment', 'kubernetes', 'nodes', 'networks', 'storage']);
  expect([environment?.required, Object.keys(environment?.properties ?? {}).includes('name')]).toEqual([undefined, false]);
});
