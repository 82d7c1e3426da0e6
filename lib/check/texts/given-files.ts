import { resolvePath } from '../delivery/coverage.ts';
import { pathsOf } from '../paths.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { optionValues, plainWords } from './script-calls.ts';
import type { Command } from './shell.ts';

/** Options that name files or folders of the tree, by program. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  helm: ['-f', '--values'],
  kubectl: ['-f', '--filename', '-k', '--kustomize', '--from-file'],
  kustomize: [],
  sed: [],
  source: [],
  '.': [],
  yq: [],
};

/** Files and folders of the tree that a command is given, as they are written; none for programs that may mean others. */
export function givenFiles(command: Command): readonly string[] {
  const options = OPTIONS[command.name];
  return options === undefined ? [] : [...optionValues(command, ...options), ...builtFolder(command), ...changedFiles(command)];
}

/** `sed -i s/a/b/ FILE`, `yq -i .a=1 FILE`: files of manifests that are changed in their place. */
function changedFiles({ name, words }: Command): readonly string[] {
  const inPlace = (name === 'sed' || name === 'yq') && words.some(({ text }) => /^(-i|--in-?place)/.test(text));
  const last = words.at(-1)?.text ?? '';
  return inPlace && /\.(ya?ml|json)$/.test(last) ? [last] : [];
}

/** `kustomize build overlays/prod`, `kubectl kustomize overlays/prod` */
function builtFolder(command: Command): readonly string[] {
  const [verb, first, second] = [command.name, ...plainWords(command, ['-o', '--output', '--load-restrictor'])];
  const isBuild = (verb === 'kustomize' && first === 'build') || (verb === 'kubectl' && first === 'kustomize');
  return isBuild && second !== undefined ? [second.replace(/\/?$/, '/')] : [];
}

/** Calls of git that leave the files as they are. */
const STAYING = new Set(['commit', 'push', 'add', 'config']);

/** What a script downloads, changes into or writes is not in the tree. */
export function goesElsewhere(commands: readonly Command[]): boolean {
  return commands.some(
    ({ name, words }) =>
      (name === 'git' && !STAYING.has(words[1]?.text ?? '')) || (name === 'cd' && !/^("?\$|\.\.?$)/.test(words[1]?.raw ?? '$')),
  );
}

/** A workflow may work on another repository, or in a folder of its own. */
export function comesFromElsewhere({ object }: WorldObject): boolean {
  if (object.kind !== 'Workflow') return false;
  return /"(repository|working-directory|download-artifact)"|download-artifact|"with":\{[^}]*"path":/.test(
    JSON.stringify(object['workflow']),
  );
}

/** A path that starts in a folder that the tree does not have may be one of the repository of which the tree is a part. */
export function isOutside(world: World, folder: string, target: string): boolean {
  const steps = target.split('/');
  const [first = '', ...rest] = steps.filter((step) => step !== '..');
  const depth = folder === '' ? 0 : folder.split('/').length;
  return steps.length - rest.length - 1 > depth || (rest.length > 1 && !isInTree(world, folder, first));
}

/** Relative to the script, to the root of the tree, or to some folder above the script. */
export function isInTree(world: World, folder: string, target: string): boolean {
  const parts = folder === '' ? [] : folder.split('/');
  return [...parts, ''].some((_, ups) => pathsOf(world).has(resolvePath(parts.slice(0, parts.length - ups).join('/'), target)));
}
