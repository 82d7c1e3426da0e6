import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { nameOf, nearPath, pathFrom, pathsOf } from '../../paths.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** What Dependabot looks for in a folder, by its word for the kind of versions. */
const READS: Readonly<Record<string, RegExp>> = {
  docker: /(?:^|\.|-)(?:Docker|Container)file/i,
  gomod: /^go\.mod$/,
  npm: /^package\.json$/,
  pip: /^(?:.*requirements.*\.(?:txt|in)|setup\.py|setup\.cfg|pyproject\.toml|Pipfile)$/,
  terraform: /\.(?:tf|hcl)$/,
  maven: /^pom\.xml$/,
  gradle: /^(?:build|settings)\.gradle(?:\.kts)?$/,
  cargo: /^Cargo\.toml$/,
  helm: /^Chart\.ya?ml$/,
  'docker-compose': /^(?:docker-)?compose.*\.ya?ml$/,
};

export const dependabotFoldersExist = defineRule({
  id: 'dependabot-folders-exist',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'Folders in which Dependabot looks for versions are in the tree, and have what it looks for.',
  source:
    'https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference#directories-or-directory--',
  *check({ object, file = '' }, world) {
    if (!/(?:^|\/)\.github\/dependabot\.ya?ml$/.test(file) || world.everywhere.files === undefined) return;
    for (const [index, update] of itemsAt(object['content'], 'updates').entries()) {
      const ecosystem = textAt(update, 'package-ecosystem') ?? '';
      const reads = READS[ecosystem];
      const single = textAt(update, 'directory');
      for (const each of [single, ...itemsAt(update, 'directories').map(text)]) {
        if (each === undefined || /[*?]/.test(each) || reads === undefined) continue;
        const folder = pathFrom('', each) ?? '';
        const path = `content.updates[${index}].${single === undefined ? 'directories' : 'directory'}`;
        const names = namesIn(world).get(folder) ?? [];
        if (names.some((name) => reads.test(name)) || (ecosystem === 'docker' && runsImages(folder, world))) continue;
        // Where there is none at all, they were not read.
        const others = [...(world.everywhere.files ?? [])].filter((one) => reads.test(nameOf(one)));
        if (others.length === 0) continue;
        if (!pathsOf(world).has(folder)) {
          const near = nearPath(world, folder);
          const fix = near === undefined ? 'Name a folder that exists.' : `Did you mean "/${near}"?`;
          yield { path, message: `${ecosystem} is looked for in ${each}, and there is no such folder`, why: WHY, fix };
          continue;
        }
        const folders = [...new Set(others.map((one) => `/${folderOf({ file: one })}`))];
        yield {
          path,
          message: `${ecosystem} is looked for in ${each}, which has none; the tree has some in ${folders.slice(0, 4).join(', ')}`,
          why: WHY,
          fix: 'Name those folders (directories), for folders below are not looked into.',
        };
      }
    }
  },
});

const WHY = 'Dependabot finds nothing to keep: versions grow old, with the holes that are found in them, and only its own log says so.';

/** Images of manifests and of values are looked at, too. */
function runsImages(folder: string, world: World): boolean {
  const folders = world.once('folders with images', () => {
    const owners = [...world.podTemplates().map(({ owner }) => owner), ...world.ofKind(documentKind('HelmValues'))];
    return new Set(owners.map(folderOf));
  });
  return folders.has(folder);
}

/** Names of the files of each folder. */
function namesIn(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('names of files by folder', () => {
    const found = new Map<string, string[]>();
    for (const file of world.everywhere.files ?? []) {
      const own = found.get(folderOf({ file }));
      if (own === undefined) found.set(folderOf({ file }), [nameOf(file)]);
      else own.push(nameOf(file));
    }
    return found;
  });
}
