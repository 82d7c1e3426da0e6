import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartFiles } from './charts.ts';
import { classFiles } from './classes.ts';
import { generatedFiles } from './folder.ts';
import { chartId, readSources } from './sources.ts';

const FOLDER = 'imports';

test('the committed folder is, byte for byte, what the generator makes of the committed sources', () => {
  const sources = readSources(join(FOLDER, 'sources.yaml'));

  const made = new Map([...classFiles(FOLDER, sources), ...chartFiles(FOLDER, sources)]);

  const committed = [...generatedFiles(FOLDER, '.'), ...generatedFiles(FOLDER, 'charts')];
  expect([...made.keys()].sort()).toEqual([...committed].sort());
  for (const path of committed) {
    expect([path, made.get(path) === readFileSync(join(FOLDER, path), 'utf8')]).toEqual([path, true]);
  }
}, 60_000);

test('the committed sources are those that sources.yaml names, and no others', () => {
  const { definitions, charts } = readSources(join(FOLDER, 'sources.yaml'));

  expect(generatedFiles(FOLDER, 'crds')).toEqual([...new Set(definitions.map(({ group }) => `crds/${group}.yaml`))].sort());
  expect(generatedFiles(FOLDER, 'charts/keys')).toEqual(charts.map((chart) => `charts/keys/${chartId(chart)}.yaml`).sort());
});
