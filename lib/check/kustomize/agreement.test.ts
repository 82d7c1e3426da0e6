import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { KubeObject } from '../../manifest/manifest.ts';
import { isClusterScoped } from '../../manifest/scope.ts';
import { program } from '../../../testing/program.ts';
import { parseFile } from '../tree/parse.ts';
import { treeOf } from '../tree/tree.ts';
import { CASES } from './agreement/cases.ts';

// What kustomize v5.8.1 made of each case: agreement/write-verdicts.ts asks it again.
const verdicts = new Map(
  readFileSync(path.join(__dirname, 'agreement/verdicts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as readonly [string, readonly KubeObject[] | 'refused']),
);

test('the table has a verdict for every case', () => {
  expect([...verdicts.keys()]).toEqual(Object.keys(CASES));
});

test.each(Object.entries(CASES).filter(([title]) => verdicts.get(title) !== 'refused'))('builds as kustomize does: %s', (title, files) => {
  const { objects } = read(files);

  const built = objects.filter(({ overlay }) => overlay === 'over').map(({ object }) => object);
  expect(byName(built)).toEqual(byName((verdicts.get(title) ?? []) as readonly KubeObject[]));
  expect(objects.flatMap(({ build = [] }) => build.filter(({ severity }) => severity === 'error'))).toEqual([]);
});

test.each(Object.entries(CASES).filter(([title]) => verdicts.get(title) === 'refused'))('tells what kustomize refuses: %s', (_, files) => {
  const issues = read(files).objects.flatMap(({ build = [] }) => build.filter(({ severity }) => severity === 'error'));

  expect(issues.map(({ message }) => message)).not.toEqual([]);
});

const kustomize = program('kustomize');

// The layout is the program's own; what it builds is what counts.
(kustomize === undefined ? test.skip : test)('kustomize itself still says what the table says', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-kustomize-'));
  const files = CASES['prefix, suffix and namespace'] ?? {};
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }

  const out = execFileSync(kustomize ?? '', ['build', 'over'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  rmSync(folder, { recursive: true });
  const documents = parseFile(out).documents.map(({ value }) => value as KubeObject);
  expect(byName(documents)).toEqual(byName(verdicts.get('prefix, suffix and namespace') as readonly KubeObject[]));
});

function read(files: Readonly<Record<string, string>>): ReturnType<typeof treeOf> {
  return treeOf(Object.entries(files).map(([file, text]) => ({ file, read: () => Buffer.from(text) })));
}

/** Objects by kind and name; what has no namespace in a cluster has none here, whatever stands there. */
function byName(objects: readonly KubeObject[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    objects.map((each) => {
      const { namespace, ...metadata } = each.metadata;
      const place = isClusterScoped(each) ? undefined : namespace;
      const whole = { ...each, metadata: { ...metadata, ...(place === undefined ? {} : { namespace: place }) } };
      return [`${each.kind} ${place ?? ''}/${metadata.name}`, JSON.parse(JSON.stringify(whole)) as unknown];
    }),
  );
}
