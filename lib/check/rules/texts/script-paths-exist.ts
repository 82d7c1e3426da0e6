import { documentKind } from '../../document.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { optionValues } from '../../texts/script-calls.ts';
import { scriptsOf } from '../../texts/scripts.ts';
import type { World } from '../../world.ts';

/** Options that name files or folders of the tree, by program. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  helm: ['-f', '--values'],
  kubectl: ['-f', '--filename', '-k', '--kustomize', '--from-file'],
  kustomize: [],
  source: [],
  '.': [],
};

export const scriptPathsExist = defineRule({
  id: 'script-paths-exist',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'The manifests, values files and folders that a script applies stand in the tree.',
  source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/; seed 003, M3',
  *check(manifest, world) {
    const { file } = manifest;
    if (file === undefined || world.everywhere.files === undefined) return;
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
    for (const { path, script } of scriptsOf(manifest, world)) {
      const made = script.commands.some(({ name }) => name === 'git');
      // What a script downloads, changes into or writes is not in the tree.
      const moves = script.commands.some(({ name, words }) => name === 'cd' && !/^("?\$|\.\.?$)/.test(words[1]?.raw ?? '$'));
      if (made || moves) continue;
      for (const command of script.commands) {
        const options = OPTIONS[command.name];
        if (options === undefined) continue;
        for (const written of optionValues(command, ...options)) {
          const target = (written.includes('=') ? (written.split('=').at(-1) ?? '') : written).replace(/^\.\//, '').replace(/\/$/, '');
          if (
            !/^(\.\.\/)*[\w][\w./-]*$/.test(target) ||
            (!target.includes('/') && !/\.(ya?ml|json)$/.test(target)) ||
            exists(world, folder, target) ||
            isOutside(world, folder, target)
          )
            continue;
          if (
            script.commands.some(({ words }) => words.some(({ text }) => text === `>${target}`)) ||
            new RegExp(`(>|-o|cp\\s\\S+|tee)\\s*\\S*${target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`).test(String(manifest.object['text']))
          )
            continue;
          const names = [...folders(world)].filter(
            (each) => each.split('/').length === target.split('/').length || each.endsWith(target.split('/').at(-1) ?? ''),
          );
          const near = nearName(target, names.slice(0, 500));
          yield {
            path,
            message: `line ${command.line}: ${command.name} is given ${target}, which is not in the tree`,
            why: 'The command fails, and with it the installation, or what it should have applied is left out.',
            fix: near === undefined ? 'Name a file that exists, or add it.' : `Did you mean "${near}"?`,
          };
        }
      }
    }
  },
});

/** A path that starts in a folder that the tree does not have may be one of the repository of which the tree is a part. */
function isOutside(world: World, folder: string, target: string): boolean {
  const [first = '', ...rest] = target.split('/').filter((step) => step !== '..');
  const ups = target.split('/').filter((step) => step === '..').length;
  if (ups > (folder === '' ? 0 : folder.split('/').length)) return true;
  return rest.length > 1 && !exists(world, folder, first);
}

/** Relative to the script, to the root of the tree, or to some folder above the script. */
function exists(world: World, folder: string, target: string): boolean {
  const all = folders(world);
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

/** Files, and the folders that they stand in. */
function folders(world: World): ReadonlySet<string> {
  return world.once('files and folders', () => {
    const found = new Set<string>(['']);
    for (const file of world.everywhere.files ?? []) {
      for (let end = file.length; end > 0; end = file.lastIndexOf('/', end - 1)) found.add(file.slice(0, end));
    }
    return found;
  });
}
