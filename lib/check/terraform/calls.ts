import { parentFolder } from '../folder.ts';
import { pathsOf } from '../paths.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import type { Block } from './hcl.ts';
import { folderOfSource, modulesOf, unquoted } from './modules.ts';

const WHY = 'terraform plan stops with an error, and nothing of the folder can be applied.';
const META = new Set(['source', 'version', 'providers', 'count', 'for_each', 'depends_on']);

/** What is wrong with the call of a module of the tree. */
export function* callFaults({ type, labels, arguments: given, line }: Block, folder: string, world: World): Iterable<Issue> {
  const source = unquoted(given.get('source') ?? '');
  const target = folderOfSource(folder, source);
  if (type !== 'module' || target === undefined || world.everywhere.files === undefined) return;
  const path = `line ${line}`;
  const name = labels[0] ?? '';
  const called = modulesOf(world).get(target);
  if (called === undefined) {
    // A folder outside of what was read.
    if (target !== '.' && pathsOf(world).has(target)) return;
    const near = nearName(target, modulesOf(world).keys());
    yield {
      path,
      message: `module ${name} comes from ${source}, which is not in the tree`,
      why: 'terraform init stops with "Unreadable module directory".',
      fix: near === undefined ? 'Name a folder that exists.' : `Did you mean "${near}"?`,
    };
    return;
  }
  for (const argument of given.keys()) {
    if (META.has(argument) || called.variables.has(argument)) continue;
    const near = nearName(argument, called.variables.keys());
    yield {
      path,
      message: `module ${name} is given ${argument}, and ${target} has no such variable`,
      why: WHY,
      fix: near === undefined ? 'Declare the variable in the module, or leave it out.' : `Did you mean "${near}"?`,
    };
  }
  for (const [variable, must] of called.variables) {
    if (!must || given.has(variable)) continue;
    yield {
      path,
      message: `module ${name} is not given ${variable}, which ${target} must have`,
      why: WHY,
      fix: 'Give it, or declare a default.',
    };
  }
}

/** `file("${path.module}/values/argocd.yaml")` */
export function* fileFaults(text: string, folder: string, world: World): Iterable<Issue> {
  if (world.everywhere.files === undefined) return;
  const calls = text.matchAll(
    /\b(file|templatefile|filebase64|filemd5|filesha256)\(\s*"(\$\{path\.module\}\/|\.{1,2}\/)?([^"$~/][^"$]*)"/g,
  );
  for (const { 1: call = '', 2: start = '', 3: name = '', index } of calls) {
    const target = folderOfSource(folder, `./${start.startsWith('..') ? '../' : ''}${name}`);
    const line = text.slice(0, index).split('\n');
    if (
      target === undefined ||
      pathsOf(world).has(target) ||
      /^\s*(#|\/\/)/.test(line.at(-1) ?? '') ||
      !/\.(ya?ml|json|tpl|tftpl|tmpl|sh|conf|cfg|toml)$/.test(name)
    )
      continue;
    const near = nearName(
      target,
      [...pathsOf(world)]
        .filter((each) => parentFolder(each) === parentFolder(target) || each.endsWith(`/${name.split('/').at(-1) ?? ''}`))
        .slice(0, 500),
    );
    yield {
      path: `line ${line.length}`,
      severity: 'warning',
      message: `${call} reads ${start.startsWith('$') ? '' : start}${name}, which is not in the tree`,
      why: 'terraform plan stops with "no file exists at …", unless something makes the file before.'.replace('…', name),
      fix: near === undefined ? 'Add the file, or name one that exists.' : `Did you mean "${near}"?`,
    };
  }
}
