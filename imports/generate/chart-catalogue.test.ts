import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueFiles, catalogueIndex, importCatalogue } from './chart-catalogue.ts';

const LAMP = `chart: lamp
repository: https://charts.example.org
version: "1.2.3"
appVersion: "4.5"
deprecated: true
dependencies:
- {name: cable, version: "1.0.0", condition: cable.enabled}
- {name: shade, alias: hat, version: "1.0.0", condition: parts.hat, open: true}
keys:
  cable.length: {type: integer, default: 2}
  global.color: {type: string}
  hat.material: {type: string}
  watts: {type: [integer, string]}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-catalogue-'));
  mkdirSync(join(folder, 'imports'));
  mkdirSync(join(folder, 'upstream'));
  writeFileSync(join(folder, 'upstream/lamp-1.2.3.yaml'), LAMP);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a chart has its keys, what switches its parts, and free room for what is passed on unread', () => {
  const files = catalogueFiles(join(folder, 'upstream'));

  expect([...files].map(([name, text]) => [name, JSON.parse(text) as unknown])).toEqual([
    [
      'lamp-1.2.3.json',
      {
        chart: 'lamp',
        repository: 'https://charts.example.org',
        version: '1.2.3',
        appVersion: '4.5',
        deprecated: true,
        keys: {
          cable: { length: 'integer', enabled: 'any' },
          global: { '': 'open object', color: 'string' },
          watts: 'integer string',
          hat: 'any',
          parts: { hat: 'any' },
          tags: 'any',
        },
      },
    ],
  ]);
  const index = JSON.parse(catalogueIndex(files)) as { readonly charts: unknown };
  expect(index.charts).toEqual({
    lamp: [
      {
        version: '1.2.3',
        file: 'lamp-1.2.3.json',
        repository: 'https://charts.example.org',
        deprecated: true,
        top: ['cable', 'global', 'watts', 'hat', 'parts', 'tags'],
      },
    ],
  });
});

test('made twice from the same files, nothing changes; what upstream no longer has, goes', () => {
  const first = importCatalogue(join(folder, 'imports'), join(folder, 'upstream'));
  const again = importCatalogue(join(folder, 'imports'), join(folder, 'upstream'));
  const verified = importCatalogue(join(folder, 'imports'));
  rmSync(join(folder, 'upstream/lamp-1.2.3.yaml'));
  const gone = importCatalogue(join(folder, 'imports'), join(folder, 'upstream'));

  expect({ first, again, verified, gone }).toEqual({ first: 2, again: 0, verified: 0, gone: 2 });
});

test('a file that was edited by hand is refused', () => {
  importCatalogue(join(folder, 'imports'), join(folder, 'upstream'));
  const file = join(folder, 'imports/charts/known/lamp-1.2.3.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('watts', 'volts'));

  expect(() => importCatalogue(join(folder, 'imports'))).toThrow(
    'imports/charts/known is not what it was made as; run npm run import -- --catalogue DIR',
  );
});

test('the committed catalogue is what it was made as', () => {
  expect(importCatalogue('imports')).toBe(0);
});
