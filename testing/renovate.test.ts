import { readFileSync, readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import { ImageRef } from '../lib/values/image-ref.ts';

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

/** What Renovate finds in a file: what the one manager that reads it matches. */
function found(file: string): readonly Readonly<Record<string, string>>[] {
  const { customManagers } = JSON.parse(readFileSync('renovate.json', 'utf8')) as { readonly customManagers: readonly Manager[] };
  const [manager, ...more] = customManagers.filter(({ managerFilePatterns }) =>
    managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file)),
  );
  expect([manager === undefined, more]).toEqual([false, []]);
  const text = readFileSync(file, 'utf8');
  return (manager?.matchStrings ?? []).flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(({ groups }) => ({ ...groups })),
  );
}

const inventories = readdirSync('clusters').filter((name) => name.endsWith('.yaml'));

test.each(inventories)('Renovate sees every image of clusters/%s, with its tag', (name) => {
  const { images } = load(readFileSync(`clusters/${name}`, 'utf8')) as { readonly images: Readonly<Record<string, string>> };

  const seen = found(`clusters/${name}`);

  expect(seen.map(({ datasource, depName, currentValue }) => [datasource, depName, currentValue])).toEqual(
    Object.values(images).map((image) => {
      const { repository, tag } = ImageRef.parse(image);
      return ['docker', repository, tag];
    }),
  );
});

test('Renovate sees every release that imports/ is made of, and where to look for a newer one', () => {
  const seen = found('imports/sources.yaml');

  const text = readFileSync('imports/sources.yaml', 'utf8');
  const versions = [...text.matchAll(/^(?: {4}version:| {2}- \{ name: .* version:) ([^\s}]+)/gm)].map(([, version]) => version);
  expect(versions.length).toBeGreaterThan(10);
  expect(seen.map(({ currentValue }) => currentValue)).toEqual(
    versions.map((version) => version?.replace(/^vertical-pod-autoscaler\//, '')),
  );
  expect(seen.filter(({ datasource, registryUrl }) => datasource === 'helm' && !registryUrl?.startsWith('https://'))).toEqual([]);
});
