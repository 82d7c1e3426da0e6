import { WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { nearPath, pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';
import { folderOf } from '../../folder.ts';

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

export const scriptPathsExist = defineRule({
  id: 'script-paths-exist',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('TextFile'), documentKind('Guide')],
  asks: 'The manifests, values files and folders that scripts, workflows and guides apply stand in the tree.',
  source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/; seed 003, M3',
  *check(manifest, world) {
    const { file } = manifest;
    if (file === undefined || world.everywhere.files === undefined) return;
    const folder = manifest.object.kind === 'Workflow' ? '' : folderOf(manifest);
    const written = writtenIn(manifest);
    for (const { path, command, around } of commandsOf(manifest, world)) {
      const options = OPTIONS[command.name];
      if (options === undefined || goesElsewhere(around) || comesFromElsewhere(manifest)) continue;
      for (const each of [...optionValues(command, ...options), ...builtFolder(command), ...changedFiles(command)]) {
        const given = (each.includes('=') ? (each.split('=').at(-1) ?? '') : each).replace(/^\.\//, '');
        const target = given.replace(/\/$/, '');
        // Readers of a guide write the file themselves, or have it from the page before.
        if (manifest.object.kind === 'Guide' && !pathsOf(world).has(target.split('/')[0] ?? '') && !target.startsWith('..')) continue;
        if (
          each.includes('://') ||
          !/^(\.\.\/)*[\w][\w./-]*$/.test(target) ||
          (!given.includes('/') && !/\.(ya?ml|json)$/.test(target)) ||
          exists(world, folder, target) ||
          (manifest.object.kind !== 'Workflow' && isOutside(world, folder, target)) ||
          new RegExp(`(>|-o|cp\\s\\S+|tee|mkdir|clone)\\s*\\S*${target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`).test(written)
        )
          continue;
        const near = nearPath(world, target);
        yield {
          path,
          message: `line ${command.line}: ${command.name} is given ${target}, which is not in the tree`,
          why: 'The command fails, and with it the installation, or what it should have applied is left out.',
          fix: near === undefined ? 'Name a file that exists, or add it.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** What a script downloads, changes into or writes is not in the tree. */
function goesElsewhere(commands: readonly Command[]): boolean {
  return (
    commands.some(
      ({ name, words }) =>
        name === 'git' &&
        words[1]?.text !== 'commit' &&
        words[1]?.text !== 'push' &&
        words[1]?.text !== 'add' &&
        words[1]?.text !== 'config',
    ) || commands.some(({ name, words }) => name === 'cd' && !/^("?\$|\.\.?$)/.test(words[1]?.raw ?? '$'))
  );
}

/** A workflow may work on another repository, or in a folder of its own. */
function comesFromElsewhere(manifest: WorldObject): boolean {
  if (manifest.object.kind !== 'Workflow') return false;
  return /"(repository|working-directory|download-artifact)"|download-artifact|"with":\{[^}]*"path":/.test(
    JSON.stringify(manifest.object['workflow']),
  );
}

/** `sed -i s/a/b/ FILE`, `yq -i .a=1 FILE`: files of manifests that are changed in their place. */
function changedFiles({ name, words }: Command): readonly string[] {
  const inPlace = (name === 'sed' || name === 'yq') && words.some(({ text }) => /^(-i|--in-?place)/.test(text));
  const last = words.at(-1)?.text ?? '';
  return inPlace && /\.(ya?ml|json)$/.test(last) ? [last] : [];
}

/** `kustomize build overlays/prod` */
function builtFolder(command: Command): readonly string[] {
  const words = plainWords(command, ['-o', '--output', '--load-restrictor']);
  const built =
    command.name === 'kustomize' && words[0] === 'build'
      ? words[1]
      : command.name === 'kubectl' && words[0] === 'kustomize'
        ? words[1]
        : undefined;
  return built === undefined ? [] : [built.replace(/\/?$/, '/')];
}

function writtenIn({ object }: WorldObject): string {
  return textAt(object, 'text') ?? JSON.stringify(object['workflow'] ?? '').replaceAll('\\n', '\n');
}

/** A path that starts in a folder that the tree does not have may be one of the repository of which the tree is a part. */
function isOutside(world: World, folder: string, target: string): boolean {
  const [first = '', ...rest] = target.split('/').filter((step) => step !== '..');
  const ups = target.split('/').filter((step) => step === '..').length;
  if (ups > (folder === '' ? 0 : folder.split('/').length)) return true;
  return rest.length > 1 && !exists(world, folder, first);
}

/** Relative to the script, to the root of the tree, or to some folder above the script. */
function exists(world: World, folder: string, target: string): boolean {
  const all = pathsOf(world);
  const parts = folder === '' ? [] : folder.split('/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const steps = [...parts.slice(0, depth)];
    for (const step of target.split('/')) {
      if (step === '..') steps.pop();
      else if (step !== '.') steps.push(step);
    }
    if (all.has(steps.join('/'))) return true;
  }
  return false;
}
