import { WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { nearPath, pathFrom, pathsOf } from '../../paths.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { modulesOf } from '../../terraform/modules.ts';
import { isGivenAValue, keepsValues } from '../../terraform/values.ts';
import { commandsOf, type FoundCommand } from '../../texts/commands.ts';
import { workingFolders } from '../../texts/working-folder.ts';
import type { World } from '../../world.ts';

export const terraformValuesGiven = defineRule({
  id: 'terraform-values-given',
  severity: 'error',
  kinds: [documentKind('Script'), WORKFLOW, documentKind('TextFile')],
  asks: 'Terraform is run in a folder that there is, with files of values that there are, and with every value that it must be given.',
  source:
    'https://developer.hashicorp.com/terraform/language/values/variables#assigning-values-to-root-module-variables; https://developer.hashicorp.com/terraform/cli/commands#switching-working-directory-with-chdir',
  *check(manifest, world) {
    if (world.everywhere.files === undefined) return;
    const said = new Set<string>();
    for (const found of commandsOf(manifest, world)) {
      if (!/^(?:terraform|tofu)$/.test(found.command.name)) continue;
      const issue = faultOf(manifest, found, world);
      if (issue === undefined || said.has(issue.message.replace(/^line \d+: /, ''))) continue;
      said.add(issue.message.replace(/^line \d+: /, ''));
      yield { path: found.path, ...issue };
    }
  },
});

function faultOf(manifest: WorldObject, found: FoundCommand, world: World): Omit<Issue, 'path'> | undefined {
  const { command } = found;
  const words = command.words.map(({ text }) => text);
  const started = workingFolders(manifest, found, world);
  const moved = words.find((word) => word.startsWith('-chdir='))?.slice('-chdir='.length);
  if (started === undefined || moved?.includes('$') === true) return undefined;
  const folders = moved === undefined ? started : started.flatMap((each) => pathFrom(each, moved) ?? []);
  const home = folders.find((each) => modulesOf(world).has(each === '' ? '.' : each));
  if (home === undefined) {
    // A folder that is written out, in a tree that has folders of Terraform, is one of them.
    if (moved === undefined || modulesOf(world).size === 0 || folders.some((each) => pathsOf(world).has(each))) return undefined;
    const near = nearPath(world, folders[0] ?? moved);
    return {
      message: `line ${command.line}: ${command.name} is to change into ${moved}, which is not in the tree`,
      why: 'It ends with "Error handling -chdir option", and nothing is planned or applied.',
      fix: near === undefined ? `Name one of ${[...modulesOf(world).keys()].slice(0, 4).join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
  const verb = words.slice(1).find((word) => !word.startsWith('-')) ?? '';
  if (!/^(?:plan|apply|destroy|refresh|import)$/.test(verb)) return undefined;
  const files = words.flatMap(
    (word, index) => /^--?var-file=(.+)$/.exec(word)?.[1] ?? (/^--?var-file$/.test(words[index - 1] ?? '') ? word : []),
  );
  const lost = files.find((each) => /^[\w./-]+$/.test(each) && !each.startsWith('/') && !pathsOf(world).has(pathFrom(home, each) ?? each));
  if (lost !== undefined) return noFile(command.line, home, lost, world);
  // A plan that was saved has its values.
  if (files.length > 0 || (verb === 'apply' && words.slice(words.indexOf(verb) + 1).some((word) => !word.startsWith('-'))))
    return undefined;
  // Somebody who sits before it is asked.
  if (manifest.object.kind !== 'Workflow' && !words.includes('-input=false')) return undefined;
  const missing = [...(modulesOf(world).get(home === '' ? '.' : home)?.variables ?? [])].filter(
    ([name, must]) => must && !isGivenAValue(name, words, manifest, home, world),
  );
  if (missing.length === 0 || keepsValues(home, world)) return undefined;
  const beside = [...(world.everywhere.files ?? [])].find(
    (each) => each.endsWith('.tfvars') && each.startsWith(home === '' ? '' : `${home}/`),
  );
  return {
    message: `line ${command.line}: ${command.name} ${verb} is not given ${missing.map(([name]) => name).join(', ')}, which ${home === '' ? 'the root' : home} must have`,
    why: 'Nobody sits there to be asked: it waits, or ends with "No value for required variable".',
    fix:
      beside === undefined
        ? 'Hand them over as TF_VAR_… or by -var-file.'
        : `Add -var-file=${beside.slice(home === '' ? 0 : home.length + 1)}, or call the file terraform.tfvars.`,
  };
}

function noFile(line: number, home: string, file: string, world: World): Omit<Issue, 'path'> | undefined {
  const near = nearPath(world, pathFrom(home, file) ?? file);
  // Files with secrets are often not in Git.
  if (near === undefined) return undefined;
  return {
    message: `line ${line}: the values of ${file} are asked for, which is not in ${home === '' ? 'the root' : home}`,
    why: 'terraform ends with "Failed to read variables file": paths are seen from the folder into which it changes.',
    fix: `Did you mean "${near}"?`,
  };
}
