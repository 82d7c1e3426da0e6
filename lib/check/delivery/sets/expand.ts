import { foldersOf } from '../../folder.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import type { WorldObject } from '../../rule.ts';
import { merged } from '../../merged.ts';
import { yamlIn } from '../../text-yaml.ts';
import { installerFrom, installerOf, type Installer } from '../../installers.ts';
import { generated, type KnownCluster, type Repository } from './generators.ts';
import { filled, filledText, type Params } from './params.ts';

/** Applications, and those that ApplicationSets make as far as the repository tells; one that cannot be told stands for itself. */
export function installersOf(manifest: WorldObject, repository: Repository): readonly Installer[] {
  const installer = installerOf(manifest);
  if (installer === undefined) return [];
  if (manifest.object.kind !== 'ApplicationSet') return [installer];
  const { object } = manifest;
  const isGo = fieldsAt(object, 'spec')['goTemplate'] === true;
  const template = { metadata: { name: textAt(object, 'spec.template.metadata.name') }, spec: installer.spec };
  const made = generated(itemsAt(object, 'spec.generators'), repository, isGo).map((params) => {
    const application = merged(filled(template, params, isGo), patchOf(textAt(object, 'spec.templatePatch') ?? '', params, isGo));
    return { spec: fieldsAt(application, 'spec'), name: textAt(application, 'metadata.name') };
  });
  return made.length === 0 ? [installer] : made.map(({ spec, name }) => installerFrom(manifest, installer.specPath, spec, name ?? ''));
}

/** What is laid over the filled template. */
function patchOf(written: string, params: Params, isGo: boolean): unknown {
  if (written === '') return undefined;
  // What stays open is quoted: a brace would begin a map.
  const text = filledText(firstBranches(written), params, isGo);
  return yamlIn(text.replace(/(:\s+)(\{\{.*\}\}.*)$/gm, (_, key: string, open: string) => `${key}${JSON.stringify(open)}`));
}

/** A template without its conditions, which are taken to hold: what may be there is not missing. */
function firstBranches(written: string): string {
  const open: boolean[] = [];
  return written
    .split('\n')
    .filter((line) => {
      const word = /^\s*\{\{-?\s*(if|with|range|else|end)\b.*\}\}\s*$/.exec(line)?.[1];
      if (word === undefined) return !open.includes(true);
      if (word === 'end') open.pop();
      else if (word === 'else') open.splice(-1, 1, true);
      else open.push(false);
      return false;
    })
    .join('\n');
}

/** The repository as a tree of files shows it; its folders are looked for when the first generator asks. */
export function repositoryOf(
  files: ReadonlySet<string>,
  content: (file: string) => unknown,
  clusters?: readonly KnownCluster[],
): Repository {
  let folders: ReadonlySet<string> | undefined;
  return {
    files,
    content,
    clusters,
    get folders() {
      return (folders ??= foldersOf(files));
    },
  };
}
