import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installerOf } from '../charts/index.ts';
import { loadClusters } from '../lib/inventory/load.ts';
import { synthesize } from '../lib/synth/synthesize.ts';

// The whole output, one file for each app, for the eyes of whoever reviews a change. After a change that is meant:
// UPDATE_SNAPSHOTS=1 npx jest testing/snapshots, and read the difference line by line.

const ROOT = join(__dirname, '..');
const SNAPSHOTS = join(ROOT, '__snapshots__');
const UPDATE = process.env['UPDATE_SNAPSHOTS'] === '1' && process.env['CI'] === undefined;

/** `homelab/blog-system.yaml` → every document of the app, in the order of their files. */
function apps(): Map<string, string> {
  const documents = new Map<string, string[]>();
  for (const cluster of loadClusters(join(ROOT, 'clusters'))) {
    for (const { app, text } of synthesize(cluster, installerOf(cluster)).manifests) {
      const file = `${cluster.name}/${app}.yaml`;
      const list = documents.get(file) ?? [];
      documents.set(file, list);
      list.push(text);
    }
  }
  return new Map([...documents].map(([file, texts]) => [file, texts.join('---\n')]));
}

function snapshots(): string[] {
  if (!existsSync(SNAPSHOTS)) return [];
  const files = readdirSync(SNAPSHOTS, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(SNAPSHOTS.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

const now = apps();

if (UPDATE) {
  for (const stale of snapshots().filter((file) => !now.has(file))) rmSync(join(SNAPSHOTS, stale));
  for (const [file, text] of now) {
    mkdirSync(dirname(join(SNAPSHOTS, file)), { recursive: true });
    writeFileSync(join(SNAPSHOTS, file), text);
  }
}

test('every app has its snapshot, and no snapshot is left over', () => {
  expect(snapshots()).toEqual([...now.keys()].sort());
});

test.each([...now.keys()])('%s is what was reviewed', (file) => {
  const reviewed = existsSync(join(SNAPSHOTS, file)) ? readFileSync(join(SNAPSHOTS, file), 'utf8') : '';

  expect(now.get(file)).toBe(reviewed);
});
