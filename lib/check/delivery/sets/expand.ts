import { foldersOf } from '../../folder.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import type { WorldObject } from '../../rule.ts';
import { installerFrom, installerOf, type Installer } from '../../installers.ts';
import { generated, type Repository } from './generators.ts';
import { filled } from './params.ts';

/** Applications, and those that ApplicationSets make as far as the repository tells; one that cannot be told stands for itself. */
export function installersOf(manifest: WorldObject, repository: Repository): readonly Installer[] {
  const installer = installerOf(manifest);
  if (installer === undefined) return [];
  if (manifest.object.kind !== 'ApplicationSet') return [installer];
  const { object } = manifest;
  const isGo = fieldsAt(object, 'spec')['goTemplate'] === true;
  const made = generated(itemsAt(object, 'spec.generators'), repository, isGo).map((params) => ({
    spec: fieldsAt({ spec: filled(installer.spec, params, isGo) }, 'spec'),
    name: filled(textAt(object, 'spec.template.metadata.name') ?? '', params, isGo),
  }));
  return made.length === 0
    ? [installer]
    : made.map(({ spec, name }) => installerFrom(manifest, installer.specPath, spec, typeof name === 'string' ? name : ''));
}

/** The repository as a tree of files shows it; its folders are looked for when the first generator asks. */
export function repositoryOf(files: ReadonlySet<string>, content: (file: string) => unknown): Repository {
  let folders: ReadonlySet<string> | undefined;
  return {
    files,
    content,
    get folders() {
      return (folders ??= foldersOf(files));
    },
  };
}
