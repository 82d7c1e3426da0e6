import { jobsOf } from '../delivery/workflows.ts';
import { folderOf } from '../folder.ts';
import { pathFrom, pathsOf } from '../paths.ts';
import { at, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import type { FoundCommand } from './commands.ts';

/**
 * Folders of the tree in which a command may run, the root as an empty text: one where the text says it, and for a script that does
 * not say it both its own and the root. `undefined` where nobody can tell.
 */
export function workingFolders(manifest: WorldObject, found: FoundCommand, world: World): readonly string[] | undefined {
  let folders = startsIn(manifest, found);
  for (const command of found.around) {
    if (command === found.command || folders === undefined) break;
    if (command.name === 'pushd' || command.name === 'popd') return undefined;
    if (command.name !== 'cd') continue;
    const target = command.words[1]?.text ?? '$HOME';
    // `cd "$(dirname "$0")/.."`
    const [, rest] = /^\$\(dirname (?:-- )?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?\)((?:\/[\w.-]+)*)$/.exec(target) ?? [];
    const from = rest === undefined ? folders : [folderOf(manifest)];
    const way = rest === undefined ? target : `.${rest}`;
    if (!/^\.{0,2}[\w-][\w./-]*$|^\.{1,2}(\/|$)/.test(way) || way === '-') return undefined;
    const reached = from.flatMap((each) => pathFrom(each, way) ?? []).filter((each) => pathsOf(world).has(each));
    folders = reached.length === 0 ? undefined : reached;
  }
  return folders;
}

function startsIn(manifest: WorldObject, { path }: FoundCommand): readonly string[] | undefined {
  const { object, file = '' } = manifest;
  // What stands in brackets of its own leaves the folder of the others as it was.
  if (/(^|[^$])\(\s*cd\s/m.test(textAt(object, 'text') ?? '')) return undefined;
  if (object.kind !== 'Workflow') return /(^|\/)Makefile$/.test(file) ? [folderOf(manifest)] : [...new Set([folderOf(manifest), ''])];
  const job = jobsOf(manifest).find((each) => path.startsWith(`${each.path}.steps[`));
  const index = job?.steps.findIndex((each) => path.startsWith(`${each.path}.`)) ?? -1;
  if (job === undefined || index === -1 || /(^|[^$])\(\s*cd\s/m.test(job.steps[index]?.run ?? '')) return undefined;
  // A repository in a folder of its own, or another one.
  if (
    job.steps.some(
      ({ action, inputs }) => action === 'actions/checkout' && (inputs['path'] !== undefined || inputs['repository'] !== undefined),
    )
  )
    return undefined;
  const step = (job.fields['steps'] as readonly unknown[])[index];
  const own =
    textAt(step, 'working-directory') ??
    textAt(job.fields, 'defaults.run.working-directory') ??
    textAt(at(object, 'workflow'), 'defaults.run.working-directory');
  const folder = own === undefined ? '' : pathFrom('', own);
  return folder === undefined || folder.includes('$') ? undefined : [folder];
}

/** The objects of a file of the tree, by the path that a command names. */
export function objectsAt(world: World, folders: readonly string[], written: string): readonly WorldObject[] {
  const byFile = world.once('objects of files', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.objects) {
      const { file } = each;
      const own = file === undefined ? undefined : map.get(file);
      if (file !== undefined && own === undefined) map.set(file, [each]);
      else own?.push(each);
    }
    return map;
  });
  for (const folder of folders) {
    const path = pathFrom(folder, written);
    const found = path === undefined ? undefined : byFile.get(path);
    if (found !== undefined) return found;
  }
  return [];
}
